import { sizeRatio } from './demand-prediction.ts';

/** Demand as Croston sees it: how large, and how often. */
export interface SmoothedDemand {
  /** Smoothed size of a demand; 0 where there never was one. */
  readonly size: number;
  /** Smoothed number of periods from one demand to the next. */
  readonly interval: number;
  /** Sizes of all demands relative to what was expected of them (the first one to itself), oldest first. */
  readonly ratios: readonly number[];
  /** Demand per period expected before each value. */
  readonly rates: readonly number[];
}

/**
 * Croston's method for intermittent demand: sizes of demands (values other than 0) and the intervals between them are
 * smoothed apart, both with `alpha`, and only when there is a demand. Both start at their first value. Demand per
 * period is `size / interval`; before the first demand the rate is 0.
 * Source: Croston (1972); reference R forecast 8.20 `croston()`.
 */
export function smoothDemand(y: readonly number[], alpha: number): SmoothedDemand {
  let [size, interval, since, seen] = [0, 1, 0, false];
  const ratios: number[] = [];
  const rates: number[] = [];
  for (const value of y) {
    rates.push(size / interval);
    since++;
    if (value === 0) continue;
    ratios.push(sizeRatio(value, size));
    size = seen ? size + alpha * (value - size) : value;
    interval = seen ? interval + alpha * (since - interval) : since;
    seen = true;
    since = 0;
  }
  return { size, interval, ratios, rates };
}
