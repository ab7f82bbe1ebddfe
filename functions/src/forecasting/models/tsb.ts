import type { Forecaster } from '../forecaster.ts';
import { demandModel, sizeRatio } from './demand-prediction.ts';
import { requireLength } from './require-length.ts';

/** Smoothing of sizes, and of the probability of a demand. */
const ALPHA = 0.1;
const BETA = 0.1;
/** Periods, at most, whose share of demands the probability starts from. */
const START = 12;

/** Probability and size of a demand after a series, and what was expected on the way. */
export interface TsbFit {
  readonly probability: number;
  readonly size: number;
  readonly ratios: readonly number[];
  readonly rates: readonly number[];
}

/**
 * The method of Teunter, Syntetos and Babai (TSB) for intermittent demand: as Croston's, but the probability of a demand
 * is smoothed in every period, so that the forecast falls while demand stays away, as for an article that is going out
 * of use. The probability starts at the share of the first twelve periods, the size at the first demand.
 * Source: Teunter, Syntetos & Babai (2011).
 */
export const tsb: Forecaster = {
  name: 'tsb',
  minimumLength: () => 1,
  fit(y) {
    requireLength('tsb', y, 1);
    const { probability, size, ratios, rates } = smoothProbability(y, ALPHA, BETA);
    return demandModel({
      name: 'tsb',
      residuals: y.slice(1).map((value, t) => value - rates[t + 1]),
      rate: probability * size,
      probability,
      size,
      ratios,
    });
  },
};

/** TSB's recursion with smoothing parameters `alpha` of sizes and `beta` of the probability. */
export function smoothProbability(y: readonly number[], alpha: number, beta: number): TsbFit {
  const first = y.slice(0, START);
  let probability = first.filter((value) => value !== 0).length / first.length;
  let [size, seen] = [0, false];
  const ratios: number[] = [];
  const rates: number[] = [];
  for (const value of y) {
    rates.push(probability * size);
    probability += beta * ((value === 0 ? 0 : 1) - probability);
    if (value === 0) continue;
    ratios.push(sizeRatio(value, size));
    size = seen ? size + alpha * (value - size) : value;
    seen = true;
  }
  return { probability, size, ratios, rates };
}
