import { bandReach, type Finding, inspect, settle } from './channels/channels.ts';
import { settleResolution } from './clock.ts';
import { describeAnomaly, describeLate, describeShort } from './describe.ts';
import { clip } from './math/clip.ts';
import { nextQuantum } from './math/quantum.ts';
import { createModel, type Model } from './model.ts';
import { resolveOptions } from './options.ts';
import { followRegime } from './regime.ts';
import { probabilityOf, scoreOf, severityOf, thresholdOf } from './score.ts';
import { copyState, createState, type DetectorState, stateVersion } from './state.ts';
import type { Detection, DetectorOptions } from './types.ts';
import { pointsNeeded } from './warm-up.ts';

/** A quarter of the largest double: sums and differences of two such stay finite. */
const VALUE_MAX = Number.MAX_VALUE / 4;

/** A streaming detector of one series. It sees each point once, in order of time, and nothing later. */
export interface Detector {
  /**
   * Takes the next point in and says what to think of it. `at` in milliseconds UTC. A point at or before the last
   * instant is `inconclusive` and changes nothing. Throws RangeError unless both are finite.
   */
  update(at: number, value: number): Detection;
  /** Everything it knows, as plain JSON of at most 64 KB. */
  serialise(): DetectorState;
}

/** A detector that has seen nothing. Throws RangeError on options out of range. */
export function createDetector(options?: DetectorOptions): Detector {
  return detectorOver(createState(resolveOptions(options)));
}

/**
 * The detector that a state was taken from; it continues as the original would, bit by bit. Throws RangeError on a
 * state of another version.
 */
export function restoreDetector(state: DetectorState): Detector {
  if (state.version !== stateVersion)
    throw new RangeError(`detector state must be of version ${stateVersion}, not ${state.version}`);
  return detectorOver(copyState(state));
}

function detectorOver(state: DetectorState): Detector {
  const model = createModel(state);
  const threshold = thresholdOf(state.options.sensitivity);
  const limit = { score: threshold, p: probabilityOf(threshold) };
  return {
    update(at, value) {
      if (!Number.isFinite(at)) throw new RangeError(`at must be a finite number, not ${at}`);
      if (!Number.isFinite(value)) throw new RangeError(`value must be a finite number, not ${value}`);
      if (state.lastAt !== null && at <= state.lastAt)
        return inconclusive(at, value, describeLate(at, state.lastAt));
      if (state.seen === 0) state.origin = clip(value, VALUE_MAX);
      const y = clip(clip(value, VALUE_MAX) - state.origin, VALUE_MAX);
      model.predict(at);
      const finding = inspect(state, y, at, model.all, model.baseline);
      const detection = judge(state, model, limit, at, value, finding);
      learn(state, model, at, y, finding);
      return detection;
    },
    serialise: () => copyState(state),
  };
}

function judge(
  state: DetectorState,
  model: Model,
  limit: { score: number; p: number },
  at: number,
  value: number,
  finding: Finding,
): Detection {
  const needed = pointsNeeded(state);
  if (state.seen < needed) return inconclusive(at, value, describeShort(state.seen, needed));
  const { centre, spread } = model.all;
  const band = {
    expected: state.origin + centre,
    lower: state.origin + centre - spread * bandReach(state, 'down', limit.p),
    upper: state.origin + centre + spread * bandReach(state, 'up', limit.p),
  };
  const score = scoreOf(finding.p);
  if (score < limit.score) {
    state.since = null;
    const explanation = 'within what is expected';
    return {
      at,
      value,
      verdict: 'normal',
      score,
      severity: 'none',
      ...band,
      kind: null,
      since: null,
      explanation,
    };
  }
  state.since ??= at;
  return {
    at,
    value,
    verdict: 'anomalous',
    score,
    severity: severityOf(score),
    ...band,
    kind: finding.kind,
    since: state.since,
    explanation: describeAnomaly(finding.kind, {
      value,
      ...band,
      p: finding.p,
      usual: state.origin + model.baseline.centre,
      windowPoints: finding.windowPoints,
      runPoints: state.flatLine.run + 2,
      historyPoints: state.seen,
      gapMs: at - (state.lastAt ?? at),
      resolutionMs: state.resolutionMs ?? 0,
    }),
  };
}

function learn(state: DetectorState, model: Model, at: number, y: number, finding: Finding): void {
  const distance = y - model.baseline.centre;
  model.learn(y);
  settle(state, finding);
  followRegime(state, model, finding, distance);
  state.quantum = nextQuantum(state.quantum, Math.abs(y - state.lastValue));
  if (state.lastAt !== null && settleResolution(state, at - state.lastAt)) model.addSeasons();
  state.lastAt = at;
  state.lastValue = y;
  state.seen += 1;
}

function inconclusive(at: number, value: number, explanation: string): Detection {
  const nothing = { expected: null, lower: null, upper: null, kind: null, since: null };
  return { at, value, verdict: 'inconclusive', score: 0, severity: 'none', ...nothing, explanation };
}
