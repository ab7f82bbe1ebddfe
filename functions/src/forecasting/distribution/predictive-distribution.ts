import type { Bounds } from '../forecast-request.ts';
import type { Interval, Prediction } from '../forecaster.ts';
import { withinNumbers } from '../numerics/within-numbers.ts';

/**
 * What may come at each step, by its quantiles before bounds, and the bounds that then apply. Between two quantiles the
 * function is linear in the normal score of the probability, beyond the outermost as between the last two, so that a
 * normal distribution is kept exactly. Everything else that a forecast says of its chances is derived from this.
 */
export interface PredictiveDistribution {
  /** Ascending by probability, two at least; values of the horizon's length, never falling with the probability. */
  readonly quantiles: readonly { readonly probability: number; readonly values: readonly number[] }[];
  readonly bounds: Bounds;
}

/** Levels of the intervals that describe every distribution, in percent. */
const KNOT_LEVELS: readonly number[] = [50, 80, 90, 95, 99];
/** Probabilities are told apart down to this many digits, so that 0.05 and 0.95 belong to one interval. */
const DIGITS = 1e12;

/** Level in percent of the central interval that ends at `probability`; 0 for the middle. */
export function levelOf(probability: number): number {
  return round(100 * Math.abs(2 * probability - 1));
}

/** The levels, ascending, of the intervals that a distribution is made of: some always, and those of quantiles asked for. */
export function knotLevels(probabilities: readonly number[] = []): number[] {
  const asked = probabilities.map(levelOf).filter((level) => level > 0);
  return [...new Set([...asked, ...KNOT_LEVELS])].sort((a, b) => a - b);
}

/**
 * The distribution whose interval of each level lies between its quantiles (1 − level) / 2 and (1 + level) / 2, around
 * the mean as its median: the widths to either side of the mean differ, the probabilities do not. `prediction` is the one
 * before bounds, its intervals (ascending, nested) those of `knotLevels`. With the `probabilities` asked for, the other
 * ends of their intervals are left out.
 */
export function distributionOf(
  { mean, intervals }: Pick<Prediction, 'mean' | 'intervals'>,
  bounds: Bounds,
  probabilities?: readonly number[],
): PredictiveDistribution {
  const ends = intervals.map(({ level, lower, upper }) => ({
    level,
    below: { probability: round(0.5 - level / 200), values: lower.map(finite) },
    above: { probability: round(0.5 + level / 200), values: upper.map(finite) },
  }));
  const all = [
    ...ends.map(({ below }) => below).reverse(),
    { probability: 0.5, values: mean.map(finite) },
    ...ends.map(({ above }) => above),
  ];
  const asked = probabilities && new Set(probabilities.map(round));
  const needed = ({ probability }: { probability: number }) =>
    probability === 0.5 || KNOT_LEVELS.includes(levelOf(probability)) || asked?.has(probability);
  return { quantiles: asked ? all.filter(needed) : all, bounds };
}

/** Normal distributions, of forecasts of which nothing else is known. */
export function normalDistribution(
  mean: readonly number[],
  standardDeviation: readonly number[],
): PredictiveDistribution {
  const at = (score: number) => mean.map((value, i) => finite(value + score * standardDeviation[i]));
  const quantiles = [
    { probability: ONE_DEVIATION, values: at(-1) },
    { probability: 0.5, values: at(0) },
    { probability: round(1 - ONE_DEVIATION), values: at(1) },
  ];
  return { quantiles, bounds: {} };
}

/** The intervals of `levels` only, out of those of more. */
export function keepLevels(intervals: readonly Interval[], levels: readonly number[]): Interval[] {
  return intervals.filter(({ level }) => levels.includes(level));
}

/** Φ(−1). */
const ONE_DEVIATION = 0.158655253931;

function round(value: number): number {
  return Math.round(value * DIGITS) / DIGITS;
}

function finite(value: number): number {
  return withinNumbers(value) + 0;
}
