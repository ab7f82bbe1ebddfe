import type { FittedModel, Prediction } from '../forecaster.ts';
import { mean } from '../numerics/statistics.ts';
import { steps } from './steps.ts';

/** Largest size of a demand relative to what was expected of it. */
const RATIO_MAX = 1e3;

/** What is known about the demand of each period to come. */
export interface DemandModel {
  readonly name: string;
  readonly residuals: readonly number[];
  /** Demand expected of each period. */
  readonly rate: number;
  /** Probability that a period has a demand, 0 to 1. */
  readonly probability: number;
  /** Size expected of a demand. */
  readonly size: number;
  /** Sizes in the past relative to what was expected of them. */
  readonly ratios: readonly number[];
}

/**
 * A fitted model of intermittent demand. The next periods are alike: no demand, or with `probability` one whose size is
 * the expected one times a ratio seen before (beyond the largest, an exponential tail). Intervals are quantiles of that distribution (limits are the outcomes
 * below and above which (100 − level)/2 percent lie), so that they are never negative for demands that are not, and
 * rarely symmetric; each is widened to hold the mean, which is a rate and may be no likely outcome.
 * Source: the compound distribution behind Croston (1972), with sizes as in Willemain, Smart & Schwarz (2004).
 */
export function demandModel(demand: DemandModel): FittedModel {
  const sizes = demand.ratios.map((ratio) => ratio * demand.size).sort((a, b) => a - b);
  const deviation = standardDeviation(demand, sizes);
  return {
    name: demand.name,
    residuals: demand.residuals,
    ownIntervals: true,
    predict: (h, levels = []): Prediction => ({
      mean: steps(h, () => demand.rate),
      standardDeviation: steps(h, () => deviation),
      intervals: levels.map((level) => {
        const tail = (1 - level / 100) / 2;
        const lower = Math.min(demand.rate, demandQuantile(demand.probability, sizes, tail));
        const upper = Math.max(demand.rate, demandQuantile(demand.probability, sizes, 1 - tail));
        return { level, lower: steps(h, () => lower), upper: steps(h, () => upper) };
      }),
    }),
  };
}

/** Of no demand (0) with 1 − `probability`, else one of `sizes`, which ascend and may lie on either side of 0. */
function demandQuantile(probability: number, sizes: readonly number[], share: number): number {
  const negative = sizes.filter((size) => size < 0).length;
  const below = (probability * negative) / Math.max(1, sizes.length);
  if (sizes.length === 0 || probability <= 0) return 0;
  if (share > below && share <= below + 1 - probability) return 0;
  const returned = share <= below;
  const within = returned ? share / probability : (share - (1 - probability)) / probability;
  // The finite-sample rank of split conformal prediction: as if one more size, larger than all, had been seen.
  const position = within * (sizes.length + 1);
  const [first, last] = returned ? [0, negative - 1] : [negative, sizes.length - 1];
  const seen = sizes[Math.max(first, Math.min(last, Math.ceil(position) - 1))];
  return position > sizes.length ? seen + excess(sizes, 1 - within) : seen;
}

/** How far above the largest size a share of sizes as small as `share` lies, by an exponential tail of their mean spread. */
function excess(sizes: readonly number[], share: number): number {
  return (mean(sizes) - sizes[0]) * Math.log(1 / ((sizes.length + 1) * share));
}

/** Of the outcomes about the rate. */
function standardDeviation({ probability, rate }: DemandModel, sizes: readonly number[]): number {
  const share = sizes.length > 0 ? probability : 0;
  return Math.sqrt(share * mean(sizes.map((size) => (size - rate) ** 2)) + (1 - share) * rate ** 2);
}

/** The size of a demand relative to what was expected of it; 1 where nothing was. */
export function sizeRatio(size: number, expected: number): number {
  if (expected === 0) return 1;
  return Math.max(-RATIO_MAX, Math.min(RATIO_MAX, size / expected));
}
