import { createFinding, type Finding, forgetSizes, inspect, settle } from './channels/channels.ts';
import { settleResolution } from './clock.ts';
import { describeLate } from './describe.ts';
import { conclude } from './fusion.ts';
import { observeHabits, settleHabits } from './habits.ts';
import { inconclusive, judge, limitOf } from './judge.ts';
import { clip } from './math/clip.ts';
import { nextQuantum } from './math/quantum.ts';
import { consultMemory, createMemoryWork } from './memory/memory.ts';
import { createModel, type Model } from './model.ts';
import { checkSensitivity, resolveOptions } from './options.ts';
import { checkOutlook, type Outlook } from './outlook.ts';
import { followRegime } from './regime.ts';
import { createState, type DetectorState } from './state.ts';
import { type StoredState, storeState, unstoreState } from './stored-state.ts';
import type { Detection, DetectorOptions } from './types.ts';
import { lessonPoints } from './warm-up.ts';

/** Values are clipped to this size: sums, and products with numbers of spreads, stay finite. */
const VALUE_MAX = 1e300;

/** A streaming detector of one series. It sees each point once, in order of time, and nothing later. */
export interface Detector {
  /**
   * Takes the next point in and says what to think of it. `at` in milliseconds UTC. A point at or before the
   * last instant is `inconclusive` and changes nothing. `outlook` is what a forecast that was made before said of
   * it: what that expected is not reported. Throws RangeError unless all are finite.
   */
  update(at: number, value: number, outlook?: Outlook): Detection;
  /** Everything it knows, as plain JSON of at most 32 KB. */
  serialise(): StoredState;
}

/** A detector that has seen nothing. Throws RangeError on options out of range. */
export function createDetector(options?: DetectorOptions): Detector {
  return detectorOver(createState(resolveOptions(options)));
}

/**
 * The detector that a state was taken from; it continues as the original would, bit by bit, with another
 * sensitivity if one is given: that moves only verdicts and bands. Throws RangeError on a state of another version or
 * that is none, and on a sensitivity out of range.
 */
export function restoreDetector(
  stored: StoredState,
  { sensitivity }: Pick<DetectorOptions, 'sensitivity'> = {},
): Detector {
  const state = unstoreState(stored);
  if (sensitivity !== undefined) {
    checkSensitivity(sensitivity);
    state.options.sensitivity = sensitivity;
  }
  return detectorOver(state);
}

function detectorOver(state: DetectorState): Detector {
  const model = createModel(state);
  const limit = limitOf(state.options.sensitivity);
  const work = createMemoryWork();
  const channels = createFinding();
  return {
    update(at, value, outlook) {
      if (!Number.isFinite(at)) throw new RangeError(`at must be a finite number, not ${at}`);
      if (!Number.isFinite(value)) throw new RangeError(`value must be a finite number, not ${value}`);
      if (outlook !== undefined) checkOutlook(outlook);
      if (state.lastAt !== null && at <= state.lastAt)
        return inconclusive(at, value, describeLate(at, state.lastAt));
      if (state.seen === 0) state.origin = clip(value, VALUE_MAX);
      const y = clip(clip(value, VALUE_MAX) - state.origin, VALUE_MAX);
      model.predict(at, outlook && lessOrigin(outlook, state.origin));
      const measure = model.expectationNear(y);
      inspect(state, channels, y, at, measure, model, model.wasCertainOf(y));
      const memory = consultMemory(state.memory, work, y, state.seen);
      observeHabits(state, at, value, y, measure.baseline.centre);
      const excused = measure.all !== model.all;
      const expectation = excused
        ? { all: measure.all, baseline: model.baseline, trusted: () => 'forecast' }
        : model;
      const conclusion = conclude(channels, memory, excused);
      const findings = { channels, memory, conclusion };
      const detection = judge(state, expectation, limit, at, value, findings);
      learn(state, model, at, y, channels);
      return detection;
    },
    serialise: () => storeState(state),
  };
}

function lessOrigin({ median, below, above, madeAt }: Outlook, origin: number): Outlook {
  return {
    median: clip(clip(median, VALUE_MAX) - origin, VALUE_MAX),
    below: clip(below, VALUE_MAX),
    above: clip(above, VALUE_MAX),
    madeAt,
  };
}

function learn(state: DetectorState, model: Model, at: number, y: number, finding: Finding): void {
  const distance = y - model.baseline.centre;
  model.learn(y);
  settle(state, finding);
  followRegime(state, model, finding, distance);
  state.quantum = nextQuantum(state.quantum, Math.abs(y - state.lastValue));
  if (state.lastAt !== null) {
    const distanceMs = Math.min(at - state.lastAt, Number.MAX_VALUE);
    settleHabits(state, distanceMs);
    if (settleResolution(state, distanceMs)) model.addSeasons();
  }
  state.lastAt = at;
  state.lastValue = y;
  state.seen += 1;
  if (state.seen === lessonPoints(state)) forgetSizes(state);
}
