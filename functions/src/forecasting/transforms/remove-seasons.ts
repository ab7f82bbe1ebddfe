import { mean, median } from '../numerics/statistics.ts';
import { fillGaps } from './fill-gaps.ts';
import { movingAverage } from './moving-average.ts';

/** A series without its seasons, and the seasons' sum at any later step. */
export interface SeasonalSplit {
  readonly adjusted: number[];
  /** Sum of the seasonal indices `step` ≥ 1 steps after the end of the series. */
  seasonalAt(step: number): number;
}

const PASSES = 2;
/** Remainders beyond this many median absolute deviations are cut back before the indices are averaged. */
const CUT = 4;
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
  const detrended = y.map((value, t) => value - trend[t]);
  const indices = ascending.map((m) => new Array<number>(m).fill(0));
  const seasonal = (t: number) => indices.reduce((sum, index) => sum + index[t % index.length], 0);
  for (let pass = 0; pass < PASSES; pass++) {
    for (const index of indices) {
      const remainder = cutBack(detrended.map((value, t) => value - seasonal(t)));
      const m = index.length;
      const changes = phaseMeans(remainder, m);
      for (let phase = 0; phase < m; phase++) index[phase] += changes[phase];
    }
  }
  return {
    adjusted: y.map((value, t) => value - seasonal(t)),
    seasonalAt: (step) => seasonal(n + step - 1),
  };
}

function cutBack(remainder: readonly number[]): number[] {
  const spread = median(remainder.map(Math.abs)) * 1.4826;
  if (spread === 0) return [...remainder];
  const limit = CUT * spread;
  return remainder.map((value) => Math.max(-limit, Math.min(limit, value)));
}

function phaseMeans(x: readonly number[], m: number): number[] {
  const sums = new Array<number>(m).fill(0);
  const weights = new Array<number>(m).fill(0);
  for (let t = 0; t < x.length; t++) {
    const weight = 0.5 ** ((x.length - 1 - t) / m / HALF_LIFE_SEASONS);
    sums[t % m] += weight * x[t];
    weights[t % m] += weight;
  }
  const means = sums.map((sum, phase) => (weights[phase] > 0 ? sum / weights[phase] : 0));
  const centre = mean(means);
  return means.map((value) => value - centre);
}
