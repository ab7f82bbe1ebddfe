import type { EtsParameters } from './ets.ts';

/**
 * Does a seasonal ETS form with a trend forget its initial state, so that errors of long ago fade? All roots of its
 * characteristic polynomial must lie within the unit circle, which the step-down recursion tells without finding them.
 * Without a season, or without a trend, the usual bounds (β ≤ α, γ ≤ 1 − α) suffice. Season of `m` ≥ 2 steps.
 * Source: Hyndman et al. (2008), §10.2; R forecast 8.20 `ets(bounds = "both")`.
 */
export function isAdmissible({ alpha, beta, gamma, phi }: EtsParameters, m: number): boolean {
  const between = alpha + beta - alpha * phi;
  const polynomial = new Float64Array(m + 2).fill(between);
  polynomial[0] = 1;
  polynomial[1] = alpha + beta - phi;
  polynomial[m] = between + gamma - 1;
  polynomial[m + 1] = phi * (1 - alpha - gamma);
  return hasRootsWithinUnitCircle(polynomial);
}

/** Schur–Cohn test of a polynomial whose leading coefficient, the first, is 1; overwrites its argument. */
function hasRootsWithinUnitCircle(polynomial: Float64Array): boolean {
  for (let degree = polynomial.length - 1; degree > 0; degree--) {
    const reflection = polynomial[degree];
    if (!(Math.abs(reflection) < 1)) return false;
    const scale = 1 / (1 - reflection ** 2);
    for (let i = 1, j = degree - 1; i <= j; i++, j--) {
      const [a, b] = [polynomial[i], polynomial[j]];
      polynomial[i] = (a - reflection * b) * scale;
      polynomial[j] = (b - reflection * a) * scale;
    }
  }
  return true;
}
