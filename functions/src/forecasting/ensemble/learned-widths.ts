import { normalQuantile } from '../numerics/normal-quantile.ts';
import type { EnsembleModel } from './ensemble-model.ts';
import { evaluateNetwork, standardise } from './network.ts';
import type { SeriesFeatures } from './series-features.ts';

/** Distances from the mean to both limits of the 95 % interval, by step. */
export interface LearnedWidths {
  readonly below: Float64Array;
  readonly above: Float64Array;
}

/** Width at other levels, in units of that at 95 %: shares of outcomes, ascending, and the width that holds them. */
export interface WidthProfile {
  readonly levels: readonly number[];
  readonly widths: readonly number[];
}

/** Outputs of a widths network for each side: level, growth with the horizon, and share of the disagreement. */
export const WIDTH_OUTPUTS = 3;
/** Outputs beyond this are cut: e¹⁰ steps' changes tell nothing more. */
const OUTPUT_MAX = 10;
/** Disagreement of the candidates, in random walks' changes, below which it tells nothing. */
const DISAGREEMENT_MIN = 0.1;

/**
 * Distances of the 95 % limits at step k: `change`·e^z₀·k^g·s^c, where s is the candidates' disagreement in units of
 * `change`·√k, g lies between 0.1 and 0.9 (from z₁) and c between −1 and 1 (from z₂); z₃ to z₅ are those above. Grows
 * with the horizon, is asymmetric, and is never negative.
 */
export function widthsFrom(z: ArrayLike<number>, change: number, disagreement: Float64Array): LearnedWidths {
  const side = (from: number) => {
    const level = change * Math.exp(Math.min(OUTPUT_MAX, z[from]));
    const growth = growthFrom(z[from + 1]);
    const share = Math.tanh(z[from + 2]);
    let widest = 0;
    return disagreement.map((value, i) => {
      const width = level * Math.exp(growth * Math.log(i + 1) + share * openness(value, change, i + 1));
      widest = Math.max(widest, width);
      return widest;
    });
  };
  return { below: side(0), above: side(WIDTH_OUTPUTS) };
}

/** Logarithm of the disagreement at step `k` in units of what a random walk moves by then. */
export function openness(disagreement: number, change: number, k: number): number {
  return Math.log(disagreement / (change * Math.sqrt(k)) + DISAGREEMENT_MIN);
}

/** Exponent with which widths grow along the horizon, in (0.1, 0.9). */
export function growthFrom(z: number): number {
  return 0.5 + 0.4 * Math.tanh(z);
}

/**
 * Factor on the 95 % width for an interval of `level` percent: linear in normal quantiles between the levels of the
 * profile, and beyond the last in proportion to them. 0 at level 0, ascending.
 */
export function widthFactor({ levels, widths }: WidthProfile, level: number): number {
  const position = (share: number) => normalQuantile(0.5 + share / 200);
  const z = position(level);
  let [lowerZ, lowerWidth] = [0, 0];
  for (let i = 0; i < levels.length; i++) {
    const upperZ = position(levels[i]);
    if (z <= upperZ) return lowerWidth + ((widths[i] - lowerWidth) * (z - lowerZ)) / (upperZ - lowerZ);
    [lowerZ, lowerWidth] = [upperZ, widths[i]];
  }
  return (lowerWidth * z) / lowerZ;
}

/** The committee's widths: the outputs of its networks are averaged. */
export function learnedWidths(
  { inputs, widths }: EnsembleModel,
  { values, change, disagreement }: SeriesFeatures,
  kind: number,
): LearnedWidths {
  const x = standardise(values, inputs);
  const outputs = widths.map((network) => evaluateNetwork(network, x, kind));
  const z = outputs[0].map((_, k) => outputs.reduce((sum, output) => sum + output[k], 0) / outputs.length);
  return widthsFrom(z, change, disagreement);
}
