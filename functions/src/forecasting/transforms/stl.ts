import { type LoessOptions, loess, loessAt } from './loess.ts';
import { lowPass } from './low-pass.ts';
import { robustnessWeights } from './robustness-weights.ts';

/** How a season is smoothed from year to year: over so many seasons, or not at all (every season the same). */
export type SeasonalWindow = number | 'periodic';

/** Parts that add up to the series, each of its length. */
export interface StlDecomposition {
  readonly trend: Float64Array;
  readonly seasonal: Float64Array;
  readonly remainder: Float64Array;
}

export interface StlOptions {
  /** Steps of the season (n_p), ≥ 2. */
  readonly seasonLength: number;
  readonly seasonalWindow: SeasonalWindow;
  /** Bisquare weights against outliers. */
  readonly robust: boolean;
}

type SmoothParts = Pick<StlDecomposition, 'seasonal' | 'trend'>;

interface Smoothers {
  readonly seasonal: LoessOptions;
  readonly trend: LoessOptions;
  readonly low: LoessOptions;
}

/** Outer passes after the first, and passes of the inner loop within each. */
const ROBUST_PASSES = 15;
const INNER_PASSES = { robust: 1, plain: 2 };

/**
 * Seasonal-trend decomposition by loess. Inner loop: each phase of the detrended series is smoothed by loess over the
 * seasons, cleared of what is slow by a low-pass filter, and the rest smoothed to a trend; outer loop, where `robust`:
 * the same again with less weight on large remainders. `y` of length *n* ≥ 2m.
 * Source: Cleveland, Cleveland, McRae & Terpenning (1990); windows, jumps and passes as by default in R 4.2 `stl()`.
 */
export function stl(y: ArrayLike<number>, options: StlOptions): StlDecomposition {
  const m = options.seasonLength;
  const series = Float64Array.from(y);
  const smoothers = chooseSmoothers(series.length, m, options.seasonalWindow);
  const inner = options.robust ? INNER_PASSES.robust : INNER_PASSES.plain;
  const outer = options.robust ? ROBUST_PASSES : 0;
  let parts: SmoothParts = { seasonal: new Float64Array(0), trend: new Float64Array(series.length) };
  let weights: Float64Array | undefined;
  for (let pass = 0; pass <= outer; pass++) {
    if (pass > 0) weights = robustnessWeights(remainderOf(series, parts));
    for (let k = 0; k < inner; k++) parts = improve(series, parts.trend, m, smoothers, weights);
  }
  if (options.seasonalWindow === 'periodic') parts = { ...parts, seasonal: phaseMeans(parts.seasonal, m) };
  return { ...parts, remainder: remainderOf(series, parts) };
}

function chooseSmoothers(n: number, m: number, window: SeasonalWindow): Smoothers {
  const seasonal = window === 'periodic' ? 10 * n + 1 : window;
  const jumpFor = (length: number) => Math.ceil(length / 10);
  const low = nextOdd(m);
  const trend = nextOdd(Math.ceil((1.5 * m) / (1 - 1.5 / seasonal)));
  const smoother = (length: number, degree: 0 | 1): LoessOptions => ({
    window: Math.max(3, nextOdd(length)),
    degree,
    jump: jumpFor(length),
  });
  return { seasonal: smoother(seasonal, 0), trend: smoother(trend, 1), low: smoother(low, 1) };
}

function nextOdd(length: number): number {
  return length % 2 === 0 ? length + 1 : length;
}

/** One pass of the inner loop: steps 1 to 6 of §2.2. */
function improve(
  y: Float64Array,
  trend: Float64Array,
  m: number,
  smoothers: Smoothers,
  weights: Float64Array | undefined,
): SmoothParts {
  const n = y.length;
  const detrended = y.map((value, t) => value - trend[t]);
  const cycles = smoothCycles(detrended, m, smoothers.seasonal, weights);
  const low = loess(lowPass(cycles, m), smoothers.low);
  const seasonal = low.map((value, t) => cycles[t + m] - value);
  const adjusted = new Float64Array(n);
  for (let t = 0; t < n; t++) adjusted[t] = y[t] - seasonal[t];
  return { seasonal, trend: loess(adjusted, smoothers.trend, weights) };
}

/** Each phase smoothed over the seasons and continued by one at either end: length n + 2m, a season early. */
function smoothCycles(
  x: Float64Array,
  m: number,
  smoother: LoessOptions,
  weights: Float64Array | undefined,
): Float64Array {
  const n = x.length;
  const smooth = new Float64Array(n + 2 * m);
  for (let phase = 0; phase < m; phase++) {
    const length = Math.ceil((n - phase) / m);
    const cycle = everyFrom(x, phase, m, length);
    const cycleWeights = weights && everyFrom(weights, phase, m, length);
    const inside = loess(cycle, smoother, cycleWeights);
    const start = Math.max(0, length - smoother.window);
    smooth[phase] = loessAt(cycle, -1, 0, smoother, cycleWeights) ?? inside[0];
    for (let k = 0; k < length; k++) smooth[phase + (k + 1) * m] = inside[k];
    smooth[phase + (length + 1) * m] =
      loessAt(cycle, length, start, smoother, cycleWeights) ?? inside[length - 1];
  }
  return smooth;
}

function everyFrom(x: Float64Array, phase: number, m: number, length: number): Float64Array {
  const picked = new Float64Array(length);
  for (let k = 0; k < length; k++) picked[k] = x[phase + k * m];
  return picked;
}

function phaseMeans(seasonal: Float64Array, m: number): Float64Array {
  const sums = new Float64Array(m);
  const counts = new Float64Array(m);
  seasonal.forEach((value, t) => {
    sums[t % m] += value;
    counts[t % m]++;
  });
  return seasonal.map((_, t) => sums[t % m] / counts[t % m]);
}

function remainderOf(y: Float64Array, { seasonal, trend }: SmoothParts): Float64Array {
  return y.map((value, t) => value - seasonal[t] - trend[t]);
}
