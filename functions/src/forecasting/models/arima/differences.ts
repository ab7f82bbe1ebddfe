import { multiply } from './arma-polynomials.ts';

/** How often a series is differenced: `d` times by one step, `D` times by a season of `seasonLength` steps. */
export interface Differencing {
  readonly d: number;
  readonly D: number;
  readonly seasonLength: number;
}

/** The differences of `y` over `lag` steps; shorter than `y` by `lag`. */
export function differences(y: Float64Array, lag: number): Float64Array {
  const result = new Float64Array(Math.max(0, y.length - lag));
  for (let t = 0; t < result.length; t++) result[t] = y[t + lag] - y[t];
  return result;
}

/** (1 − B)ᵈ (1 − Bᵐ)ᴰ y. */
export function differenced(y: Float64Array, { d, D, seasonLength }: Differencing): Float64Array {
  let x = y;
  for (let k = 0; k < D; k++) x = differences(x, seasonLength);
  for (let k = 0; k < d; k++) x = differences(x, 1);
  return x;
}

/** Coefficients δ of yₜ = wₜ + Σ δᵢ yₜ₋ᵢ, where w is the differenced series. */
export function integrationWeights({ d, D, seasonLength }: Differencing): Float64Array {
  let weights = new Float64Array(0);
  for (let k = 0; k < d; k++) weights = Float64Array.from(multiply(weights, [1], 1, -1));
  for (let k = 0; k < D; k++) weights = Float64Array.from(multiply(weights, [1], seasonLength, -1));
  return weights;
}

/** Continues `y` by `path`, a continuation of its differences. */
export function integrate(y: Float64Array, path: Float64Array, differencing: Differencing): Float64Array {
  const weights = integrationWeights(differencing);
  const [n, h] = [y.length, path.length];
  const result = new Float64Array(h);
  for (let i = 0; i < h; i++) {
    let sum = path[i];
    for (let k = 1; k <= weights.length; k++)
      if (weights[k - 1] !== 0) sum += weights[k - 1] * (i >= k ? result[i - k] : y[n + i - k]);
    result[i] = sum;
  }
  return result;
}
