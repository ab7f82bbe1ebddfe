import type { Forecaster } from '../forecaster.ts';
import { mean } from '../numerics/statistics.ts';
import { autocorrelation } from '../transforms/autocorrelation.ts';
import {
  classicalIndices,
  removeIndices,
  type SeasonalIndices,
} from '../transforms/classical-decomposition.ts';
import { hasSeason } from '../transforms/has-season.ts';
import { levinsonDurbin } from './levinson-durbin.ts';
import { normalPrediction } from './normal-prediction.ts';
import { requireLength } from './require-length.ts';
import { steps } from './steps.ts';

const LENGTH_MIN = 10;
/** Longest memory considered, a little more than a day of hours. */
const ORDER_MAX = 28;

/**
 * Autoregression of the (additively) seasonally adjusted series about its mean: Yule–Walker estimates, order by AIC up
 * to min(⌊10 log₁₀ n⌋, 28). Deviations from the usual pattern fade as fast as they did before, which suits dense
 * series. Standard deviation from the ψ weights. A constant series is continued with width 0.
 * Source: Brockwell & Davis (1991), §8.1 and §5.2; reference R 4.2 `ar(method = "yule-walker")`.
 */
export const autoregression: Forecaster = {
  name: 'autoregression',
  minimumLength: () => LENGTH_MIN,
  fit(y, { seasonLength: m }) {
    requireLength('autoregression', y, LENGTH_MIN);
    const n = y.length;
    const season: SeasonalIndices = hasSeason(y, m)
      ? classicalIndices(y, m, 'additive')
      : { kind: 'additive', indices: [0] };
    const adjusted = removeIndices(y, season);
    const centre = mean(adjusted);
    const x = adjusted.map((value) => value - centre);
    const orderMax = Math.min(n - 1, ORDER_MAX, Math.floor(10 * Math.log10(n)));
    const coefficients = levinsonDurbin(autocorrelation(x, orderMax), n).coefficients;
    const residuals = oneStepErrors(x, coefficients);
    const degreesOfFreedom = Math.max(1, residuals.length - coefficients.length - 1);
    const sigma = Math.sqrt(residuals.reduce((sum, e) => sum + e * e, 0) / degreesOfFreedom);
    const index = (step: number) => season.indices[(n + step - 1) % season.indices.length];
    return {
      name: `autoregression(${coefficients.length})`,
      residuals,
      predict: (h, levels) => {
        const path = continuePath(x, coefficients, h);
        return normalPrediction(
          path.map((value, i) => centre + value + index(i + 1)),
          psiGrowth(coefficients, h).map((growth) => sigma * growth),
          levels,
        );
      },
    };
  },
};

function predictNext(x: readonly number[], t: number, coefficients: readonly number[]): number {
  let sum = 0;
  for (let i = 0; i < coefficients.length; i++) sum += coefficients[i] * x[t - 1 - i];
  return sum;
}

function oneStepErrors(x: readonly number[], coefficients: readonly number[]): number[] {
  const p = coefficients.length;
  return x.slice(p).map((value, i) => value - predictNext(x, i + p, coefficients));
}

function continuePath(x: readonly number[], coefficients: readonly number[], h: number): number[] {
  const p = coefficients.length;
  const path = p > 0 ? x.slice(-p) : [];
  for (let step = 0; step < h; step++) path.push(predictNext(path, path.length, coefficients));
  return path.slice(p);
}

/** Standard deviation at each step in units of that of the first, from the moving-average form's weights. */
function psiGrowth(coefficients: readonly number[], h: number): number[] {
  const psi = [1];
  let sum = 0;
  return steps(h, (step) => {
    sum += psi[step - 1] ** 2;
    let next = 0;
    for (let i = 0; i < Math.min(step, coefficients.length); i++) next += coefficients[i] * psi[step - 1 - i];
    psi.push(next);
    return Math.sqrt(sum);
  });
}
