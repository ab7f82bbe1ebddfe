import { bandReach, type Finding } from './channels/channels.ts';
import { describeAnomaly, describeShort } from './describe.ts';
import type { Model } from './model.ts';
import { probabilityOf, scoreOf, severityOf, thresholdOf } from './score.ts';
import type { DetectorState } from './state.ts';
import type { Detection } from './types.ts';
import { pointsNeeded } from './warm-up.ts';

/** From where a point is anomalous: as a score, and as the tail probability that it stands for. */
export interface Limit {
  readonly score: number;
  readonly p: number;
}

/** What a point was measured by, and the long-run baseline. */
type Expectation = Pick<Model, 'all' | 'baseline'>;

/** The limit of a sensitivity in [0, 1]. */
export function limitOf(sensitivity: number): Limit {
  const score = thresholdOf(sensitivity);
  return { score, p: probabilityOf(score) };
}

/**
 * Turns what the channels found in a point into a verdict with its band and reason, and keeps `since` up to
 * date.
 */
export function judge(
  state: DetectorState,
  model: Expectation,
  limit: Limit,
  { at, value }: { at: number; value: number },
  finding: Finding,
): Detection {
  const needed = pointsNeeded(state);
  if (state.seen < needed) return inconclusive(at, value, describeShort(state.seen, needed));
  const { expected, lower, upper } = bandOf(state, model, limit);
  const score = scoreOf(finding.p);
  const anomalous = score >= limit.score;
  state.since = anomalous ? (state.since ?? at) : null;
  return {
    at,
    value,
    verdict: anomalous ? 'anomalous' : 'normal',
    score,
    severity: anomalous ? severityOf(score) : 'none',
    expected,
    lower,
    upper,
    usual: state.origin + model.baseline.centre,
    kind: anomalous ? finding.kind : null,
    since: state.since,
    explanation: anomalous
      ? explain(state, model, { at, value, expected, lower, upper }, finding)
      : 'within what is expected',
  };
}

/** A detection without a verdict. */
export function inconclusive(at: number, value: number, explanation: string): Detection {
  const nothing = { expected: null, lower: null, upper: null, kind: null, since: null };
  return { at, value, verdict: 'inconclusive', score: 0, severity: 'none', ...nothing, explanation };
}

interface Band {
  expected: number;
  lower: number;
  upper: number;
}

function bandOf(state: DetectorState, { all }: Expectation, limit: Limit): Band {
  const expected = state.origin + all.centre;
  return {
    expected,
    lower: expected - (all.below ?? all.spread) * bandReach(state, 'down', limit.p),
    upper: expected + (all.above ?? all.spread) * bandReach(state, 'up', limit.p),
  };
}

function explain(
  state: DetectorState,
  model: Expectation,
  point: Band & { at: number; value: number },
  finding: Finding,
): string {
  return describeAnomaly(finding.kind, {
    ...point,
    p: finding.p,
    usual: state.origin + model.baseline.centre,
    windowPoints: finding.windowPoints,
    runPoints: state.flatLine.run + 2,
    historyPoints: state.seen,
    gapMs: point.at - (state.lastAt ?? point.at),
    resolutionMs: state.resolutionMs ?? 0,
  });
}
