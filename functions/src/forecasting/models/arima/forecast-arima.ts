import type { PointsAndSpread } from '../../forecaster.ts';
import { psiWeights } from './arma-autocovariance.ts';
import { type ArmaPolynomials, multiply } from './arma-polynomials.ts';
import { differenced, integrate, integrationWeights } from './differences.ts';
import { exactInnovations } from './exact-innovations.ts';
import type { ArmaFit } from './fit-arma.ts';

/**
 * The next `h` values of `y` under `fit`: best linear forecasts from all of its points, and standard deviations
 * σ√(Σψⱼ²) by the weights of the model with its differences as a moving average, parameters taken as known.
 * Source: Box & Jenkins (1970), §5.1; Brockwell & Davis (1991), §5.3 and §9.5.
 */
export function forecastArima(y: Float64Array, fit: ArmaFit, h: number): PointsAndSpread {
  const { order, polynomials, mean, variance } = fit;
  const centred = differenced(y, order).map((value) => value - mean);
  const path = continueArma(polynomials, centred, h).map((value) => value + mean);
  const ar = multiply(polynomials.ar, integrationWeights(order), 1, -1);
  const psi = psiWeights(ar, polynomials.ma, h);
  let sum = 0;
  const spread = Array.from(psi, (weight) => {
    sum += weight * weight;
    return Math.sqrt(variance * sum);
  });
  return { mean: [...integrate(y, path, order)], standardDeviation: spread };
}

function continueArma(polynomials: ArmaPolynomials, x: Float64Array, h: number): Float64Array {
  const state = exactInnovations(polynomials, [x])?.states[0];
  if (!state) throw new Error('a fitted model is stationary');
  const { ar } = polynomials;
  return new Float64Array(h).map(() => {
    const [expected] = state;
    for (let i = 0; i + 1 < state.length; i++)
      state[i] = state[i + 1] + (i < ar.length ? ar[i] * expected : 0);
    return expected;
  });
}
