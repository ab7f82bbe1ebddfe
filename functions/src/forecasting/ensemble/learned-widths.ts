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

/** Outputs of a widths network beyond this are cut: e¹⁰ steps' changes tell nothing more. */
const OUTPUT_MAX = 10;

/**
 * Distances of the 95 % limits: `change`·e^z·k^g at step k, with z₀ below, z₁ above, and g between 0.1 and 0.9 from z₂.
 * Grows with the horizon, is asymmetric, and is never negative.
 */
export function widthsFrom(z: ArrayLike<number>, change: number, h: number): LearnedWidths {
  const [below, above] = [z[0], z[1]].map((value) => change * Math.exp(Math.min(OUTPUT_MAX, value)));
  const growth = growthFrom(z[2]);
  const grow = (width: number) => new Float64Array(h).map((_, i) => width * (i + 1) ** growth);
  return { below: grow(below), above: grow(above) };
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
  { values, change }: SeriesFeatures,
  kind: number,
  h: number,
): LearnedWidths {
  const x = standardise(values, inputs);
  const outputs = widths.map((network) => evaluateNetwork(network, x, kind));
  const z = outputs[0].map((_, k) => outputs.reduce((sum, output) => sum + output[k], 0) / outputs.length);
  return widthsFrom(z, change, h);
}
