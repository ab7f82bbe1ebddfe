import { clip } from '../math/clip.ts';
import { type ScaleState, updateScale } from '../math/robust-scale.ts';
import type { Outlook } from '../outlook.ts';
import type { Pool } from './pool.ts';

/** Points over which the size of the errors is measured, and how many it starts with that were as large as promised. */
const SCALE_MEMORY_POINTS = 100;
const SCALE_PRIOR_POINTS = 20;
/** A forecast may be this many times too sure; what errs more is wrong, and must not be heard as vague. */
const SCALE_MAX = 2;
/** The record is of about so many points. */
const RECORD_POINTS = 50;
/** One point counts for at most so many nats: the record turns after eight wrong points, not after one. */
const NATS_MAX = 5;
/** A record is good that is on average at most this much worse: as much as twice the width costs. */
const NATS_WORSE_MAX = Math.LN2;
/** Within so many spreads of what the series itself suggests, no forecast is needed to expect a value. */
const CALM_SPREADS = 2;
/** What had been seen follows the slow path with this slack, in spreads: noise alone must not walk it away. */
const SLACK_SPREADS = 0.3;
/** Further out nothing is told apart, and squares stay finite. */
const Z_MAX = 1e100;
/** Degrees of freedom of the Student density by which experts are judged. */
const DENSITY_FREEDOM = 4;

/** What is remembered of the forecasts of a series, from the first one on. Plain JSON, without unit. */
export interface OutlookState {
  /** The forecast that spoke last, and how far out the slow path already was when it began to. */
  madeAt: number | null;
  absorbed: number;
  /** Size of the errors in spreads of the forecast: 1 when the forecast knows how good it is. */
  scale: ScaleState;
  /**
   * Mean log-density that the forecast gave to what then came, less that of the experts together, and less that of the
   * long-run baseline, over the points of the record; at most 0.
   */
  rowRecord: number;
  longRunRecord: number;
}

/** Where the state of the expert stands: nowhere until the first forecast. */
interface Holder {
  outlook?: OutlookState;
}

/** A forecast as one more expert. `hear` comes first for each point, `learn` last. */
export interface OutlookExpert {
  /** Whether a forecast speaks of the point of the last `hear`. */
  readonly speaks: boolean;
  /**
   * Listens to what a forecast says of the next value, if there is one. `outlook` is less the origin, `slow` the mean of
   * the slow path, in spreads; `floor` as for other experts.
   */
  hear(outlook: Outlook | undefined, slow: number, floor: number): void;
  /** Whether a good forecast said for certain that the value would be `y`, as on a day that is closed. */
  isCertainOf(y: number): boolean;
  /** What `y` is to be measured by in the row: `all`, unless the forecast excuses it. */
  nearer(all: Pool, y: number): Pool;
  /** What `y` is to be measured by in the long run: `baseline`, unless the forecast excuses it. */
  nearerInTheLongRun(baseline: Pool, y: number): Pool;
  /** Takes in the value that came, with what was expected of it without the forecast. */
  learn(y: number, all: Pool, baseline: Pool): void;
}

/**
 * The predictive distribution of a forecast, as an expert whose word can only excuse.
 *
 * It does not mix with the others: a mean of "as always" and "a holiday" expects neither. The tail probability of a
 * mixture is about that of its least surprised part, so a value is as surprising as it is to the less surprised of the
 * two sides; what either expects is not reported. For that the forecast needs a good record: the running mean of its
 * log predictive density against that of the other side (Raftery, Kárný and Ettler 2010, as in the pool; here a mean and
 * not a sum, since the errors of one forecast go together, and a day-ahead forecast may be a little wider than experts
 * that have seen the last value). It starts with a good one. A useless forecast loses it within eight points, a
 * vague one (say five times too wide) within thirty; a good one regains it at the pace of the record.
 *
 * In the long run a forecast excuses only what it expected, not what it had seen: the part of a shift that was there
 * already when it was made (the mean of the slow path at its first point) stays unexcused. Otherwise a forecast made anew
 * each hour, which follows every shift within the hour, would silence the slow path.
 */
export function createOutlookExpert(holder: Holder): OutlookExpert {
  let heard: Outlook | null = null;
  let promised = { below: 0, above: 0 };
  let below = 0;
  let above = 0;
  return {
    get speaks() {
      return heard !== null;
    },
    hear(outlook, slow, floor) {
      heard = null;
      if (outlook === undefined) return;
      holder.outlook ??= createOutlookState();
      const state = holder.outlook;
      if (state.madeAt !== outlook.madeAt) {
        state.madeAt = outlook.madeAt;
        state.absorbed = slow - clip(slow - state.absorbed, SLACK_SPREADS);
      }
      promised = { below: Math.max(outlook.below, floor), above: Math.max(outlook.above, floor) };
      below = Math.max(state.scale.s * promised.below, floor);
      above = Math.max(state.scale.s * promised.above, floor);
      if (below > 0 && above > 0) heard = outlook;
    },
    isCertainOf(y) {
      if (heard === null || !isGood(holder.outlook?.rowRecord)) return false;
      return y === heard.median && heard.below === 0 && heard.above === 0;
    },
    nearer(all, y) {
      if (heard === null || !isGood(holder.outlook?.rowRecord)) return all;
      const distance = Math.abs(y - all.centre);
      const spread = y < heard.median ? below : above;
      const calm = distance <= CALM_SPREADS * all.spread;
      if (calm || Math.abs(y - heard.median) / spread >= distance / all.spread) return all;
      return { centre: heard.median, spread, below, above };
    },
    nearerInTheLongRun(baseline, y) {
      if (heard === null || holder.outlook === undefined || !isGood(holder.outlook.longRunRecord))
        return baseline;
      const spread = y < heard.median ? below : above;
      const centre = heard.median - holder.outlook.absorbed * spread;
      const usual = Math.abs(y - baseline.centre) / baseline.spread;
      return Math.abs(y - centre) / spread < usual ? { centre, spread } : baseline;
    },
    learn(y, all, baseline) {
      const state = holder.outlook;
      if (heard === null || state === undefined) return;
      const spread = y < heard.median ? below : above;
      const density = logDensity(y - heard.median, spread);
      state.rowRecord = nextRecord(state.rowRecord, density, y, all);
      state.longRunRecord = nextRecord(state.longRunRecord, density, y, baseline);
      const size = (y - heard.median) / (y < heard.median ? promised.below : promised.above);
      updateScale(state.scale, size, 0, SCALE_MEMORY_POINTS);
      state.scale.s = Math.min(state.scale.s, SCALE_MAX);
    },
  };
}

/** A record of nothing yet. */
export function createOutlookState(): OutlookState {
  const scale = { n: SCALE_PRIOR_POINTS, s: 1 };
  return { madeAt: null, absorbed: 0, scale, rowRecord: 0, longRunRecord: 0 };
}

const isGood = (record = 0): boolean => record >= -NATS_WORSE_MAX;

/**
 * Where the other side has no spread yet (a constant series), there is nothing to compare with. At most 0: a glorious past
 * is no credit to what is wrong now.
 */
function nextRecord(record: number, density: number, y: number, other: Pool): number {
  if (other.spread === 0) return record;
  const better = clip(density - logDensity(y - other.centre, other.spread), NATS_MAX);
  return Math.min(0, record + (better - record) / RECORD_POINTS);
}

function logDensity(residual: number, spread: number): number {
  const z = clip(residual / spread, Z_MAX);
  return -Math.log(spread) - ((DENSITY_FREEDOM + 1) / 2) * Math.log1p((z * z) / DENSITY_FREEDOM);
}
