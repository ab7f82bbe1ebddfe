import { minimiseScalar } from '../numerics/minimise-scalar.ts';
import { nelderMead } from '../numerics/nelder-mead.ts';
import { type CrossProducts, solveTwoRegressors } from '../numerics/two-regressors.ts';
import { fromLogistic } from './logistic.ts';

/** Which trend the smoothing carries on. */
export type TrendKind = 'none' | 'additive' | 'damped';

/** Smoothing parameters; without a trend β is 0, without damping φ is 1. */
export interface TrendParameters {
  readonly alpha: number;
  readonly beta: number;
  readonly phi: number;
}

/** Exponential smoothing after it has seen a series. */
export interface TrendSmoothing extends TrendParameters {
  readonly kind: TrendKind;
  readonly initialLevel: number;
  readonly initialSlope: number;
  readonly level: number;
  readonly slope: number;
  readonly sse: number;
}

const MARGIN = 1e-4;
const PHI_MIN = 0.8;
const PHI_MAX = 0.98;
/** Starts at α = 0.4, β/α = 0.1, φ = 0.95. */
const START = [-0.4, -2.2, 1.6];
const EVALUATIONS: Record<TrendKind, number> = { none: 0, additive: 45, damped: 70 };

/**
 * Simple exponential smoothing, Holt's linear trend and Gardner and McKenzie's damped trend (ETS(A,N,N), (A,A,N) and
 * (A,Ad,N)) by least squares of the one-step errors. Given (α, β, φ) the errors are linear in the initial level and
 * slope, which are solved for exactly; only the smoothing parameters are searched. `y` of length ≥ 2 (≥ 4 for a trend).
 * Source: Hyndman, Koehler, Ord & Snyder (2008), §2.5 and §5; reference R forecast 8.20 `ets()`, whose criterion and
 * bounds of φ these are.
 */
export function fitTrendSmoothing(y: ArrayLike<number>, kind: TrendKind): TrendSmoothing {
  const parameters = searchParameters(y, kind);
  const { u, v: initialSlope, sse } = solveTwoRegressors(products(y, parameters, kind));
  const initialLevel = y[0] + u;
  const { alpha, beta, phi } = parameters;
  let level = initialLevel;
  let slope = initialSlope;
  for (let t = 0; t < y.length; t++) {
    const expected = level + phi * slope;
    const error = y[t] - expected;
    level = expected + alpha * error;
    slope = phi * slope + beta * error;
  }
  return { kind, ...parameters, initialLevel, initialSlope, level, slope, sse };
}

/** The next `h` values of a fitted smoothing. */
export function continueTrend({ level, slope, phi }: TrendSmoothing, h: number): Float64Array {
  const path = new Float64Array(h);
  let damping = 0;
  for (let i = 0; i < h; i++) {
    damping = phi * (1 + damping);
    path[i] = level + damping * slope;
  }
  return path;
}

function searchParameters(y: ArrayLike<number>, kind: TrendKind): TrendParameters {
  const loss = (parameters: TrendParameters) => solveTwoRegressors(products(y, parameters, kind)).sse;
  if (kind === 'none') {
    const flat = (alpha: number) => ({ alpha, beta: 0, phi: 1 });
    return flat(minimiseScalar((alpha) => loss(flat(alpha)), MARGIN, 1 - MARGIN, 2e-3));
  }
  const decode = (x: readonly number[]): TrendParameters => {
    const alpha = fromLogistic(x[0], MARGIN, 1 - MARGIN);
    const beta = alpha * fromLogistic(x[1], MARGIN, 1 - MARGIN);
    return { alpha, beta, phi: kind === 'damped' ? fromLogistic(x[2], PHI_MIN, PHI_MAX) : 1 };
  };
  const start = kind === 'damped' ? START : START.slice(0, 2);
  const options = { evaluationsMax: EVALUATIONS[kind], relativeTolerance: 1e-5, step: 1 };
  return decode(nelderMead((x) => loss(decode(x)), start, options).x);
}

/**
 * Sums of products of the errors made from level y₁ and slope 0, and of what a unit of initial level (u) and slope (v)
 * adds to the one-step forecasts. From level 0 the errors would be as large as the series, and rounding with them.
 */
function products(
  y: ArrayLike<number>,
  { alpha, beta, phi }: TrendParameters,
  kind: TrendKind,
): CrossProducts {
  let [ee, eu, ev, uu, uv, vv] = [0, 0, 0, 0, 0, 0];
  let [level, slope, uLevel, uSlope, vLevel] = [y[0], 0, 1, 0, 0];
  let vSlope = kind === 'none' ? 0 : 1;
  for (let t = 0; t < y.length; t++) {
    const expected = level + phi * slope;
    const u = uLevel + phi * uSlope;
    const v = vLevel + phi * vSlope;
    const error = y[t] - expected;
    ee += error * error;
    eu += error * u;
    ev += error * v;
    uu += u * u;
    uv += u * v;
    vv += v * v;
    level = expected + alpha * error;
    slope = phi * slope + beta * error;
    uLevel = u - alpha * u;
    uSlope = phi * uSlope - beta * u;
    vLevel = v - alpha * v;
    vSlope = phi * vSlope - beta * v;
  }
  return { ee, eu, ev, uu, uv, vv };
}
