import { seasonsFor } from './calendar.ts';
import { type BaselineExpert, type Expert, teach } from './experts/expert.ts';
import { createLevelExpert } from './experts/level.ts';
import { createOutlookExpert } from './experts/outlook.ts';
import { type Pool, poolExperts } from './experts/pool.ts';
import { createSeason, createSeasonExpert } from './experts/season.ts';
import { localClock } from './local-clock.ts';
import type { Outlook } from './outlook.ts';
import type { DetectorState } from './state.ts';

/** The part of the typical small step below which a spread is not told from zero. */
const FLOOR_QUANTA = 0.5;
/** Rounding error of a difference of two doubles, relative to their size. */
const ROUNDING = 2 ** -50;

/** The experts of one detector and what they expect together, for the row and in the long run. */
export interface Model {
  readonly all: Pool;
  readonly baseline: Pool;
  /** `outlook` is what a forecast says of the instant, less the origin. */
  predict(at: number, outlook?: Outlook): void;
  /** What `y` is to be measured by: the pools, or the forecast where that expected it. */
  expectationNear(y: number): { readonly all: Pool; readonly baseline: Pool };
  /** Whether a forecast was certain of `y`: then it may well repeat. */
  wasCertainOf(y: number): boolean;
  /** Teaches all experts the value at the instant of the last `predict`. */
  learn(y: number): void;
  /** Name of the expert that has the most weight, for a person. */
  trusted(): string;
  /** Moves the long-run level to a new regime. */
  moveBaselineBy(shift: number): void;
  /** Adds the experts of the seasons, once the resolution is known. */
  addSeasons(): void;
}

/** The experts over a state, which they read and write in place. */
export function createModel(state: DetectorState): Model {
  const steady = createLevelExpert('steady level', state.steady);
  const quick = [
    createLevelExpert('last value', state.latest),
    createLevelExpert('recent level', state.recent),
  ];
  const clock = localClock(state.options.timeZone);
  const forecast = createOutlookExpert(state);
  let baselines: BaselineExpert[] = [];
  let experts: Expert[] = [];
  let floor = 0;
  const model: Model = {
    all: { centre: 0, spread: 0 },
    baseline: { centre: 0, spread: 0 },
    predict(at, outlook) {
      floor = floorOf(state);
      const local = clock(at);
      let parent = 0;
      for (const expert of baselines) {
        expert.predict(local, parent, floor);
        parent = expert.centre;
      }
      poolExperts(baselines, model.baseline);
      for (const expert of quick) expert.predict(local, parent, floor);
      poolExperts(experts, model.all);
      forecast.hear(outlook, state.drift.mean, floor);
    },
    expectationNear(y) {
      if (!forecast.speaks) return model;
      const all = forecast.nearer(model.all, y);
      return { all, baseline: forecast.nearerInTheLongRun(model.baseline, y) };
    },
    wasCertainOf: (y) => forecast.isCertainOf(y),
    learn(y) {
      forecast.learn(y, model.all, model.baseline);
      for (const expert of experts) teach(expert, y, floor);
    },
    trusted() {
      return experts.reduce((best, expert) => (expert.weight > best.weight ? expert : best)).name;
    },
    moveBaselineBy(shift) {
      for (const expert of baselines) expert.moveBy(shift);
    },
    addSeasons() {
      for (const season of seasonsFor(state.options.seasonLengths, state.resolutionMs))
        state.seasons.push(createSeason(season, state.steady.evidence));
      assemble();
    },
  };
  function assemble(): void {
    baselines = [steady, ...state.seasons.map(createSeasonExpert)];
    experts = [...baselines, ...quick];
  }
  assemble();
  return model;
}

/** Of a series that has never changed there is nothing to tell from zero. */
function floorOf({ quantum, origin, lastValue }: DetectorState): number {
  return quantum === 0 ? 0 : Math.max(FLOOR_QUANTA * quantum, ROUNDING * Math.abs(origin + lastValue));
}
