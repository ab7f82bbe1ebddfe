import { nelderMead } from '../numerics/nelder-mead.ts';
import { type CrossProducts, solveTwoRegressors } from '../numerics/two-regressors.ts';

/** Complex exponential smoothing after it has seen a series; α₀ + iα₁ is the complex smoothing parameter. */
export interface ComplexSmoothing {
  readonly alpha0: number;
  readonly alpha1: number;
  readonly initialLevel: number;
  readonly initialPotential: number;
  readonly sse: number;
  forecast(h: number): Float64Array;
}

const START = [1.3, 1];
const OPTIONS = { evaluationsMax: 60, relativeTolerance: 1e-5, step: 0.08 };

/**
 * Complex exponential smoothing (CES) without a season: level and an "information potential" as the real and imaginary
 * part of one smoothed number, which lets it follow stationary and trending series alike. Given (α₀, α₁) the one-step
 * errors are linear in the initial state, which is solved for exactly; the parameters are searched within the region in
 * which old values fade. `y` of length ≥ 4.
 * Source: Svetunkov, Kourentzes & Ord (2022), equations 14 to 18 (state space form) and the stability conditions there.
 */
export function fitComplexSmoothing(y: ArrayLike<number>): ComplexSmoothing {
  const loss = ([alpha0, alpha1]: readonly number[]) =>
    isStable(alpha0, alpha1) ? solveTwoRegressors(products(y, alpha0, alpha1)).sse : Number.POSITIVE_INFINITY;
  const [alpha0, alpha1] = nelderMead(loss, START, OPTIONS).x;
  const { u, v, sse } = solveTwoRegressors(products(y, alpha0, alpha1));
  return {
    alpha0,
    alpha1,
    initialLevel: u,
    initialPotential: v,
    sse,
    forecast: (h) => continueComplex(y, alpha0, alpha1, u, v, h),
  };
}

/** Both eigenvalues of the discount matrix lie within the unit circle. */
function isStable(alpha0: number, alpha1: number): boolean {
  return (
    (alpha0 - 2.5) ** 2 + alpha1 ** 2 > 1.25 &&
    (alpha0 - 0.5) ** 2 + (alpha1 - 1) ** 2 > 0.25 &&
    (alpha0 - 1.5) ** 2 + (alpha1 - 0.5) ** 2 < 1.5
  );
}

function products(y: ArrayLike<number>, alpha0: number, alpha1: number): CrossProducts {
  let [ee, eu, ev, uu, uv, vv] = [0, 0, 0, 0, 0, 0];
  let [level, potential, uLevel, uPotential, vLevel, vPotential] = [0, 0, 1, 0, 0, 1];
  const [back, forth, real, sum] = [1 - alpha1, 1 - alpha0, alpha0 - alpha1, alpha0 + alpha1];
  for (let t = 0; t < y.length; t++) {
    const error = y[t] - level;
    ee += error * error;
    eu += error * uLevel;
    ev += error * vLevel;
    uu += uLevel * uLevel;
    uv += uLevel * vLevel;
    vv += vLevel * vLevel;
    const before = level;
    level = before - back * potential + real * error;
    potential = before + forth * potential + sum * error;
    const uBefore = uLevel;
    uLevel = uBefore - back * uPotential - real * uBefore;
    uPotential = uBefore + forth * uPotential - sum * uBefore;
    const vBefore = vLevel;
    vLevel = vBefore - back * vPotential - real * vBefore;
    vPotential = vBefore + forth * vPotential - sum * vBefore;
  }
  return { ee, eu, ev, uu, uv, vv };
}

function continueComplex(
  y: ArrayLike<number>,
  alpha0: number,
  alpha1: number,
  initialLevel: number,
  initialPotential: number,
  h: number,
): Float64Array {
  const path = new Float64Array(h);
  let level = initialLevel;
  let potential = initialPotential;
  for (let t = 0; t < y.length + h; t++) {
    const error = t < y.length ? y[t] - level : 0;
    if (t >= y.length) path[t - y.length] = level;
    const before = level;
    level = before - (1 - alpha1) * potential + (alpha0 - alpha1) * error;
    potential = before + (1 - alpha0) * potential + (alpha0 + alpha1) * error;
  }
  return path;
}
