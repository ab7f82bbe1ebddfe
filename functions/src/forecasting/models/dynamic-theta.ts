import { minimiseScalar } from '../numerics/minimise-scalar.ts';
import { type CrossProducts, solveTwoRegressors, type TwoCoefficients } from '../numerics/two-regressors.ts';

const ALPHA_MIN = 0.1;
const ALPHA_MAX = 0.99;
/** One-step errors before this one are not judged: the line has hardly any points. */
const FIRST_JUDGED = 3;
/** w = 1 − 1/θ, the weight of the line; θ in [1, ∞). */
const WEIGHT_MAX = 1;

/** What a Theta model is made of: α, w = 1 − 1/θ, ℓ₀. */
export interface ThetaParameters {
  readonly alpha: number;
  /** 1 − 1/θ. */
  readonly lineWeight: number;
  readonly initialLevel: number;
}

/** Dynamic optimised Theta after it has seen a series. */
export interface DynamicTheta extends ThetaParameters {
  readonly sse: number;
  forecast(h: number): Float64Array;
}

/**
 * Dynamic optimised Theta model (DOTM): simple exponential smoothing of the series bent towards its linear trend, where
 * the trend's line is fitted anew at each step, and (α, θ, ℓ₀) minimise the squared one-step errors. Given α the errors
 * are linear in ℓ₀ and in 1 − 1/θ, which are solved for exactly (θ ≥ 1); only α in [0.1, 0.99] is searched. `y` of
 * length ≥ 4; a constant series is continued.
 * Source: Fiorucci, Pellegrini, Louzada, Petropoulos & Koehler (2016), equations 12 to 16; bounds and the first three
 * errors left out as in the R package forecTheta.
 */
export function fitDynamicTheta(y: ArrayLike<number>): DynamicTheta {
  const alpha = minimiseScalar((a) => solveLevelAndWeight(products(y, a)).sse, ALPHA_MIN, ALPHA_MAX, 5e-3);
  const { u, v: lineWeight, sse } = solveLevelAndWeight(products(y, alpha));
  const initialLevel = y[0] + u;
  return {
    alpha,
    lineWeight,
    initialLevel,
    sse,
    forecast: (h) => continueDynamicTheta(y, { alpha, lineWeight, initialLevel }, h),
  };
}

/** Least squares in ℓ₀ (u) and w (v), with w kept within [0, 1], i.e. θ ≥ 1. */
export function solveLevelAndWeight(sums: CrossProducts): TwoCoefficients {
  const free = solveTwoRegressors(sums);
  if (free.v >= 0 && free.v <= WEIGHT_MAX) return free;
  const v = free.v < 0 ? 0 : WEIGHT_MAX;
  const u = sums.uu > 0 ? (sums.eu - v * sums.uv) / sums.uu : 0;
  const { ee, eu, ev, uu, uv, vv } = sums;
  const sse = ee + u * u * uu + v * v * vv + 2 * u * v * uv - 2 * u * eu - 2 * v * ev;
  return { u, v, sse: Math.max(0, sse) };
}

/** The line through the points seen so far, by its intercept and slope, updated one point at a time. */
class RunningLine {
  intercept: number;
  slope = 0;
  private mean: number;
  private count = 1;

  constructor(first: number) {
    this.intercept = first;
    this.mean = first;
  }

  add(value: number): void {
    const i = this.count;
    const before = this.mean;
    this.mean = (i * before + value) / (i + 1);
    this.slope = ((i - 1) * this.slope + (6 * (value - before)) / (i + 1)) / (i + 2);
    this.intercept = this.mean - (this.slope * (i + 2)) / 2;
    this.count = i + 1;
  }
}

/** Sums of products of the errors made from ℓ₀ = y₁, and of what a unit of ℓ₀ (u) and of w (v) adds to the forecasts. */
function products(y: ArrayLike<number>, alpha: number): CrossProducts {
  const sums = { ee: 0, eu: 0, ev: 0, uu: 0, uv: 0, vv: 0 };
  const line = new RunningLine(y[0]);
  const keep = 1 - alpha;
  let level = y[0];
  let fade = keep;
  for (let t = 1; t < y.length; t++) {
    const v = fade * line.intercept + ((1 - fade * keep) / alpha) * line.slope;
    const error = y[t] - level;
    if (t >= FIRST_JUDGED) {
      sums.ee += error * error;
      sums.eu += error * fade;
      sums.ev += error * v;
      sums.uu += fade * fade;
      sums.uv += fade * v;
      sums.vv += v * v;
    }
    level = alpha * y[t] + keep * level;
    fade *= keep;
    line.add(y[t]);
  }
  return sums;
}

/**
 * Runs through the series, then on over the horizon, where each forecast takes the place of a value. One-step errors
 * are left in `errors`, where given; the first value has none.
 */
export function continueDynamicTheta(
  y: ArrayLike<number>,
  { alpha, lineWeight, initialLevel }: ThetaParameters,
  h: number,
  errors?: Float64Array,
): Float64Array {
  const line = new RunningLine(y[0]);
  const path = new Float64Array(h);
  const keep = 1 - alpha;
  let level = alpha * y[0] + keep * initialLevel;
  let fade = keep;
  for (let t = 1; t < y.length + h; t++) {
    const pull = fade * line.intercept + ((1 - fade * keep) / alpha) * line.slope;
    const expected = level + lineWeight * pull;
    const value = t < y.length ? y[t] : expected;
    if (t >= y.length) path[t - y.length] = expected;
    else if (errors) errors[t] = value - expected;
    level = alpha * value + keep * level;
    fade *= keep;
    line.add(value);
  }
  return path;
}
