import { solvePositiveDefinite } from '../numerics/solve-positive-definite.ts';

/** What the autoregression may use. */
export interface LaggedOptions {
  /** Differences taken first: 0 for levels, 1 for changes. */
  readonly differences: 0 | 1;
  /** Longest run of neighbouring lags. */
  readonly orderMax: number;
  /** Lags, e.g. of a season, that may join one at a time. */
  readonly seasonalLags: readonly number[];
}

/** An autoregression chosen by AICc; `mean` is that of the series or its differences, 0 for differences without drift. */
export interface LaggedAutoregression {
  readonly lags: readonly number[];
  readonly coefficients: readonly number[];
  readonly mean: number;
  forecast(h: number): Float64Array;
}

interface Fit {
  readonly lags: readonly number[];
  readonly coefficients: readonly number[];
  readonly mean: number;
  readonly criterion: number;
}

/** Relative ridge that keeps nearly collinear lags solvable. */
const RIDGE = 1e-8;
/** Points beyond the lags' reach that must remain for each estimated coefficient, and at least. */
const SPARE_POINTS = 4;

/**
 * Autoregression by least squares on levels or first differences: neighbouring lags 1…p, with or without one seasonal
 * lag, about their mean (differences also about 0, i.e. without a drift), chosen by AICc per point. All candidates are
 * solved from one table of sums of products. Undefined where the series is too short even for the mean alone.
 * Source: Box & Jenkins (1970), ch. 7 (conditional least squares); Hurvich & Tsai (1989) for AICc.
 */
export function fitLaggedAutoregression(
  y: ArrayLike<number>,
  { differences, orderMax, seasonalLags }: LaggedOptions,
): LaggedAutoregression | undefined {
  const x = differences === 1 ? firstDifferences(y) : Float64Array.from(y);
  let centre = 0;
  for (let t = 0; t < x.length; t++) centre += x[t] / x.length;
  const seasonal = seasonalLags.filter((lag) => lag > orderMax && x.length > 2 * lag + SPARE_POINTS);
  let best: Fit | undefined;
  for (const mean of differences === 1 ? [centre, 0] : [centre]) {
    for (const lag of [0, ...seasonal]) {
      for (const fit of fitOrders(x, mean, Math.min(orderMax, Math.floor(x.length / 3) - 1), lag)) {
        if (!best || fit.criterion < best.criterion) best = fit;
      }
    }
  }
  if (!best) return undefined;
  const { lags, coefficients, mean } = best;
  const last = y[y.length - 1];
  return {
    lags,
    coefficients,
    mean,
    forecast: (h) => {
      const path = continueLags(x, best, h);
      if (differences === 1) for (let i = 0; i < h; i++) path[i] += i === 0 ? last : path[i - 1];
      return path;
    },
  };
}

function firstDifferences(y: ArrayLike<number>): Float64Array {
  const x = new Float64Array(Math.max(0, y.length - 1));
  for (let t = 0; t < x.length; t++) x[t] = y[t + 1] - y[t];
  return x;
}

/** Orders 0…`orderMax`, each with the seasonal lag (0: none), fitted to the points that all of them can use. */
function fitOrders(x: Float64Array, mean: number, orderMax: number, seasonalLag: number): Fit[] {
  const lags = Array.from({ length: Math.max(0, orderMax) }, (_, i) => i + 1);
  const all = seasonalLag > 0 ? [seasonalLag, ...lags] : lags;
  const reach = Math.max(0, ...all);
  const count = x.length - reach;
  if (count < all.length + SPARE_POINTS) return [];
  const table = crossTable(x, mean, all, reach);
  const fits: Fit[] = [];
  for (let size = seasonalLag > 0 ? 1 : 0; size <= all.length; size++) {
    const coefficients = solveLeading(table, size);
    if (!coefficients) continue;
    let sse = table[0][0];
    for (let i = 0; i < size; i++) sse -= coefficients[i] * table[0][i + 1];
    const k = size + (mean === 0 ? 1 : 2);
    const variance = Math.max(sse, 1e-12 * table[0][0] + 1e-300) / count;
    const criterion = Math.log(variance) + (2 * k + (2 * k * (k + 1)) / Math.max(1, count - k - 1)) / count;
    fits.push({ lags: all.slice(0, size), coefficients, mean, criterion });
  }
  return fits;
}

/** Sums of products of the series (row 0) and its lags, all about `mean`. */
function crossTable(x: Float64Array, mean: number, lags: readonly number[], reach: number): number[][] {
  const shifts = [0, ...lags];
  const table = shifts.map(() => new Array<number>(shifts.length).fill(0));
  for (let i = 0; i < shifts.length; i++) {
    for (let j = i; j < shifts.length; j++) {
      let sum = 0;
      for (let t = reach; t < x.length; t++) sum += (x[t - shifts[i]] - mean) * (x[t - shifts[j]] - mean);
      table[i][j] = sum;
      table[j][i] = sum;
    }
  }
  return table;
}

function solveLeading(table: readonly number[][], size: number): number[] | undefined {
  if (size === 0) return [];
  const ridge = RIDGE * table[0][0];
  const rows: number[][] = [];
  for (let i = 0; i < size; i++) {
    const row = table[i + 1].slice(1, size + 1);
    row[i] += ridge;
    rows.push(row);
  }
  return solvePositiveDefinite(rows, table[0].slice(1, size + 1));
}

function continueLags(x: Float64Array, { lags, coefficients, mean }: Fit, h: number): Float64Array {
  const n = x.length;
  const path = new Float64Array(h);
  for (let i = 0; i < h; i++) {
    let value = mean;
    for (let k = 0; k < lags.length; k++) {
      const t = n + i - lags[k];
      value += coefficients[k] * ((t < n ? x[t] : path[t - n]) - mean);
    }
    path[i] = value;
  }
  return path;
}
