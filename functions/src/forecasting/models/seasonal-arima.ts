import { nelderMead } from '../numerics/nelder-mead.ts';
import { fromLogistic } from './logistic.ts';

/** ARIMA after it has seen a series; the coefficients have the signs of R's `arima()`. */
export interface SeasonalArima {
  /** Autoregressive coefficient φ. */
  readonly ar: number;
  /** Moving average θ. */
  readonly ma: number;
  /** Seasonal moving average Θ, 0 without a season. */
  readonly seasonalMa: number;
  /** Mean of the differences: the drift, 0 with a season. */
  readonly mean: number;
  readonly sse: number;
  forecast(h: number): Float64Array;
}

interface Coefficients {
  readonly ar: number;
  readonly ma: number;
  readonly seasonalMa: number;
}

/** Bounds of the coefficients, within which old values fade. */
const LIMIT = 0.98;
const EVALUATIONS_PER_PARAMETER = 20;
/** Starts at φ = 0.1, θ = −0.2, Θ = −0.5. */
const START = [0.2, -0.4, -1.1];
/** Differences that must remain for each coefficient. */
const SPARE_POINTS = 4;

/**
 * ARIMA(1,1,1)(0,1,1)ₘ, Box and Jenkins' airline model with an autoregressive term, or without a season (`m` = 1)
 * ARIMA(1,1,1) with drift, by conditional least squares: the first error and those before it count as 0. `y` of
 * length ≥ m + 17, or 13 without a season; undefined for a shorter one.
 * Source: Box & Jenkins (1970), ch. 7 and 9; reference R `arima(method = "CSS")`, with φ, θ and Θ in (−0.98, 0.98).
 */
export function fitSeasonalArima(y: ArrayLike<number>, m: number): SeasonalArima | undefined {
  const lag = m > 1 ? m : 0;
  const { differences, mean } = differentiate(y, lag);
  const size = lag > 0 ? 3 : 2;
  if (differences.length < (size + 1) * SPARE_POINTS) return undefined;
  const errors = new Float64Array(differences.length);
  const decode = (x: readonly number[]): Coefficients => ({
    ar: fromLogistic(x[0], -LIMIT, LIMIT),
    ma: fromLogistic(x[1], -LIMIT, LIMIT),
    seasonalMa: lag > 0 ? fromLogistic(x[2], -LIMIT, LIMIT) : 0,
  });
  const options = {
    evaluationsMax: EVALUATIONS_PER_PARAMETER * size,
    relativeTolerance: 1e-5,
    step: 0.6,
  };
  const loss = (x: readonly number[]) => filterErrors(differences, decode(x), lag, errors);
  const coefficients = decode(nelderMead(loss, START.slice(0, size), options).x);
  const sse = filterErrors(differences, coefficients, lag, errors);
  return {
    ...coefficients,
    mean,
    sse,
    forecast: (h) => addUp(y, lag, mean, continueDifferences(differences, errors, coefficients, lag, h)),
  };
}

/** First differences, of seasonal ones where there is a season; about their mean where there is none. */
function differentiate(y: ArrayLike<number>, lag: number): { differences: Float64Array; mean: number } {
  const x = new Float64Array(Math.max(0, y.length - 1 - lag));
  for (let t = 0; t < x.length; t++) {
    const now = t + 1 + lag;
    x[t] = y[now] - y[now - 1];
    if (lag > 0) x[t] -= y[now - lag] - y[now - lag - 1];
  }
  if (lag > 0 || x.length === 0) return { differences: x, mean: 0 };
  const mean = (y[y.length - 1] - y[0]) / x.length;
  return { differences: x.map((value) => value - mean), mean };
}

/** One-step errors into `errors`, the first 0 for want of a predecessor; their sum of squares. */
function filterErrors(
  x: Float64Array,
  { ar, ma, seasonalMa }: Coefficients,
  lag: number,
  errors: Float64Array,
): number {
  let sum = 0;
  let [before, error] = [x[0], 0];
  errors[0] = 0;
  for (let t = 1; t < x.length; t++) {
    let expected = ar * before + ma * error;
    if (lag > 0 && t >= lag) {
      expected += seasonalMa * errors[t - lag];
      if (t > lag) expected += ma * seasonalMa * errors[t - lag - 1];
    }
    before = x[t];
    error = before - expected;
    errors[t] = error;
    sum += error * error;
  }
  return sum;
}

function continueDifferences(
  x: Float64Array,
  errors: Float64Array,
  { ar, ma, seasonalMa }: Coefficients,
  lag: number,
  h: number,
): Float64Array {
  const n = x.length;
  const past = (t: number) => (t >= 0 && t < n ? errors[t] : 0);
  const path = new Float64Array(h);
  for (let i = 0; i < h; i++) {
    const t = n + i;
    path[i] = ar * (i === 0 ? x[n - 1] : path[i - 1]) + ma * past(t - 1);
    if (lag > 0) path[i] += seasonalMa * (past(t - lag) + ma * past(t - lag - 1));
  }
  return path;
}

/** Back from differences to levels. */
function addUp(y: ArrayLike<number>, lag: number, mean: number, changes: Float64Array): Float64Array {
  const n = y.length;
  const path = new Float64Array(changes.length);
  const value = (t: number) => (t < n ? y[t] : path[t - n]);
  for (let i = 0; i < path.length; i++) {
    const t = n + i;
    path[i] = value(t - 1) + mean + changes[i];
    if (lag > 0) path[i] += value(t - lag) - value(t - lag - 1);
  }
  return path;
}
