import { armaAutocovariance, leadProducts } from './arma-autocovariance.ts';
import { type ArmaPolynomials, lagsOf } from './arma-polynomials.ts';

/** One-step errors of best linear forecasts from all that came before. */
export interface ExactInnovations {
  /** Errors of each input, not scaled. */
  readonly errors: readonly Float64Array[];
  /** Variances of the errors in units of the innovations' variance, falling to 1; alike for all inputs. */
  readonly variances: Float64Array;
  /** The state after the end of each input: entry i is what its past says about step i + 1 but for what comes between. */
  readonly states: readonly Float64Array[];
}

/** Above 1 by less than this, the variance has arrived. */
const STEADY = 1e-14;

/**
 * Exact innovations of `inputs`, series of one length, under a stationary ARMA process with mean 0: the Kalman filter
 * started from the stationary distribution, in the form in which the change of the state's covariance is kept as one
 * vector, so that a step costs O(max(p, q)); once the gain has settled, O(coefficients that are not 0). Undefined where
 * the process is not stationary.
 * Source: Harvey (1989), §3.3, for the state; Morf, Sidhu & Kailath (1974) and Pearlman (1980) for the recursion;
 * reference R's `arima(method = "ML")`.
 */
export function exactInnovations(
  polynomials: ArmaPolynomials,
  inputs: readonly Float64Array[],
): ExactInnovations | undefined {
  const n = inputs[0].length;
  const r = Math.max(polynomials.ar.length, polynomials.ma.length);
  const start = stationaryGain(polynomials, r);
  if (!start) return undefined;
  const { gain } = start;
  let { variance } = start;
  const phi = pad(polynomials.ar, r + 1);
  const errors = inputs.map(() => new Float64Array(n));
  const states = inputs.map(() => new Float64Array(r + 1));
  const variances = new Float64Array(n).fill(1);
  const direction = gain.slice();
  let weight = -1 / variance;
  let t = 0;
  for (; t < n && !(t >= r && variance - 1 < STEADY); t++) {
    variances[t] = variance;
    for (let k = 0; k < inputs.length; k++) {
      const state = states[k];
      const expected = state[0];
      const error = inputs[k][t] - expected;
      errors[k][t] = error;
      const step = error / variance;
      for (let i = 0; i < r; i++) state[i] = state[i + 1] + phi[i] * expected + gain[i] * step;
    }
    const first = direction[0];
    const next = Math.max(1, variance + weight * first * first);
    for (let i = 0; i < r; i++) {
      const moved = direction[i + 1] + phi[i] * first;
      gain[i] += moved * weight * first;
      direction[i] = moved - (gain[i] * first) / next;
    }
    weight += (weight * weight * first * first) / variance;
    variance = next;
  }
  inputs.forEach((x, k) => {
    if (t < n) continueSteadily(polynomials, x, errors[k], t);
    if (t < n) states[k].set(steadyState(polynomials, x, errors[k], r));
  });
  return { errors, variances, states };
}

/** Variance of the process, and covariance of each point with what it and its past say about the next r points. */
function stationaryGain(
  polynomials: ArmaPolynomials,
  r: number,
): { variance: number; gain: Float64Array } | undefined {
  const { ar } = polynomials;
  const gamma = armaAutocovariance(polynomials, r);
  if (!gamma) return undefined;
  const gain = pad(leadProducts(polynomials).subarray(1), r + 1);
  for (let i = 0; i < r; i++)
    for (let j = i; j < ar.length; j++) if (ar[j] !== 0) gain[i] += ar[j] * gamma[j - i];
  return { variance: gamma[0], gain };
}

/** Errors from `start` on, by the ARMA equation itself. */
function continueSteadily(
  { ar, ma }: ArmaPolynomials,
  x: Float64Array,
  errors: Float64Array,
  start: number,
): void {
  const arLags = lagsOf(ar);
  const maLags = lagsOf(ma);
  for (let t = start; t < x.length; t++) {
    let error = x[t];
    for (const lag of arLags) error -= ar[lag - 1] * x[t - lag];
    for (const lag of maLags) error -= ma[lag - 1] * errors[t - lag];
    errors[t] = error;
  }
}

function steadyState(
  { ar, ma }: ArmaPolynomials,
  x: Float64Array,
  errors: Float64Array,
  r: number,
): Float64Array {
  const n = x.length;
  const state = new Float64Array(r);
  for (let i = 0; i < r; i++) {
    for (let j = i; j < ar.length; j++) state[i] += ar[j] * x[n - 1 + i - j];
    for (let j = i; j < ma.length; j++) state[i] += ma[j] * errors[n - 1 + i - j];
  }
  return state;
}

function pad(x: Float64Array, length: number): Float64Array {
  const padded = new Float64Array(length);
  padded.set(x.subarray(0, length));
  return padded;
}
