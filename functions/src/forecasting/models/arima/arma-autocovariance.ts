import type { ArmaPolynomials } from './arma-polynomials.ts';
import { stepDown } from './partial-autocorrelations.ts';

/**
 * Autocovariances at lags 0…`lagMax` of an ARMA process with innovations of variance 1: those of its autoregressive
 * part by the Durbin–Levinson recursion, filtered by the moving average. Undefined where the process is not stationary.
 * Source: Brockwell & Davis (1991), §3.3 and §8.2; reference R's `ARMAacf()` and `tacvf`.
 */
export function armaAutocovariance({ ar, ma }: ArmaPolynomials, lagMax: number): Float64Array | undefined {
  const q = ma.length;
  const base = arAutocovariance(ar, lagMax + q);
  if (!base || q === 0) return base?.subarray(0, lagMax + 1);
  const products = movingAverageProducts(ma);
  const result = new Float64Array(lagMax + 1);
  for (let k = 0; k <= lagMax; k++) {
    let sum = products[0] * base[k];
    for (let l = 1; l <= q; l++)
      if (products[l] !== 0) sum += products[l] * (base[Math.abs(k - l)] + base[k + l]);
    result[k] = sum;
  }
  return result;
}

function arAutocovariance(ar: Float64Array, lagMax: number): Float64Array | undefined {
  const ladder = stepDown(ar);
  if (!ladder) return undefined;
  const p = ar.length;
  const gamma = new Float64Array(Math.max(p, lagMax) + 1);
  gamma[0] = 1 / ladder.reduce((product, row, k) => product * (1 - row[k] * row[k]), 1);
  for (let k = 1; k < gamma.length; k++) {
    const row = k <= p ? ladder[k - 1] : ar;
    let sum = 0;
    for (let j = 0; j < row.length; j++) sum += row[j] * gamma[k - 1 - j];
    gamma[k] = sum;
  }
  return gamma;
}

/** Autocovariances of the moving average alone, lags 0…q: Σ θᵢ θᵢ₊ₗ with θ₀ = 1. */
export function movingAverageProducts(ma: Float64Array): Float64Array {
  return crossProducts(ma, ma);
}

/** Covariance of xₛ with the moving-average part k steps later, k = 0…q: Σ θᵣ ψᵣ₋ₖ. */
export function leadProducts({ ar, ma }: ArmaPolynomials): Float64Array {
  const psi = psiWeights(ar, ma, ma.length + 1);
  return crossProducts(psi.subarray(1), ma);
}

function crossProducts(a: Float64Array, b: Float64Array): Float64Array {
  const products = new Float64Array(b.length + 1);
  for (let k = 0; k <= b.length; k++) {
    let sum = 0;
    for (let r = k; r <= b.length; r++)
      if (r === 0 || b[r - 1] !== 0) sum += (r === 0 ? 1 : b[r - 1]) * (r === k ? 1 : a[r - k - 1]);
    products[k] = sum;
  }
  return products;
}

/** The first `count` weights of the process as a moving average of its innovations, ψ₀ = 1. */
export function psiWeights(ar: Float64Array, ma: Float64Array, count: number): Float64Array {
  const psi = new Float64Array(count);
  for (let k = 0; k < count; k++) {
    let sum = k === 0 ? 1 : k <= ma.length ? ma[k - 1] : 0;
    for (let i = 1; i <= Math.min(k, ar.length); i++) if (ar[i - 1] !== 0) sum += ar[i - 1] * psi[k - i];
    psi[k] = sum;
  }
  return psi;
}
