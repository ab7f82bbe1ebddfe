import { mean, median } from '../numerics/statistics.ts';
import { fillGaps } from './fill-gaps.ts';
import { movingAverage } from './moving-average.ts';

/** A series without its seasons, and the seasons' sum at any later step. */
export interface SeasonalSplit {
  readonly adjusted: number[];
  /** By phase from the start of the series, one row for each season, shortest first. */
  readonly indices: readonly Float64Array[];
  /** Sum of the seasonal indices `step` ≥ 1 steps after the end of the series. */
  seasonalAt(step: number): number;
}

const PASSES = 2;
/** Remainders beyond this many median absolute deviations are cut back before the indices are averaged. */
const CUT = 4;
/** Turns a median absolute deviation into a standard deviation, for normal remainders. */
const MAD_TO_DEVIATION = 1.4826;
/** Seasons back at which a season's weight in its index has halved: patterns change. */
const HALF_LIFE_SEASONS = 6;

/**
 * Takes several additive seasons out of `y`, in the manner of MSTL: a centred moving average over the longest as trend,
 * then each season in turn, shortest first, as robust weighted means by phase of what the others leave, twice. Recent
 * seasons weigh more. `lengths` in steps, each ≥ 2; the series must hold two of the longest.
 * Source: Bandara, Hyndman & Bergmeir (2021), with seasonal means in place of loess.
 */
export function removeSeasons(y: readonly number[], lengths: readonly number[]): SeasonalSplit {
  const n = y.length;
  const ascending = [...lengths].sort((a, b) => a - b);
  const trend = fillGaps(movingAverage(y, ascending[ascending.length - 1]), 1);
  const indices = ascending.map((m) => new Float64Array(m));
  const remainder = Float64Array.from(y, (value, t) => value - trend[t]);
  for (let pass = 0; pass < PASSES; pass++) {
    for (const index of indices) {
      const changes = phaseMeans(remainder, index.length, cutLimit(remainder));
      for (let phase = 0; phase < index.length; phase++) index[phase] += changes[phase];
      for (let t = 0; t < n; t++) remainder[t] -= changes[t % index.length];
    }
  }
  const seasonal = (t: number) => indices.reduce((sum, index) => sum + index[t % index.length], 0);
  return {
    adjusted: y.map((_, t) => trend[t] + remainder[t]),
    indices,
    seasonalAt: (step) => seasonal(n + step - 1),
  };
}

function cutLimit(remainder: Float64Array): number {
  const spread = median(remainder.map(Math.abs));
  return spread > 0 ? CUT * MAD_TO_DEVIATION * spread : Number.POSITIVE_INFINITY;
}

function phaseMeans(x: Float64Array, m: number, limit: number): Float64Array {
  const sums = new Float64Array(m);
  const weights = new Float64Array(m);
  const growth = 2 ** (1 / (HALF_LIFE_SEASONS * m));
  let weight = 0.5 ** (x.length / (HALF_LIFE_SEASONS * m));
  for (let t = 0, phase = 0; t < x.length; t++) {
    weight *= growth;
    sums[phase] += weight * Math.max(-limit, Math.min(limit, x[t]));
    weights[phase] += weight;
    if (++phase === m) phase = 0;
  }
  const means = sums.map((sum, phase) => (weights[phase] > 0 ? sum / weights[phase] : 0));
  const centre = mean(means);
  return means.map((value) => value - centre);
}
