import { type ErrorCovariance, scaleCovariance } from './error-covariance.ts';
import type { Reconciler } from './reconciler.ts';

/**
 * Standard deviations of the reconciled forecasts' errors, one row for each step of `spreads` (base standard deviations,
 * *n* each): the root of the diagonal of *S G W*ₕ *G*ᵀ*S*ᵀ, where *W*ₕ = *D*ₕ *R D*ₕ, *D*ₕ holds the base forecasts' own
 * standard deviations at the step and *R* is the errors' `correlation`. *S G* is applied, not formed.
 * Source: Wickramasuriya, Athanasopoulos & Hyndman (2019), lemma 1; *D*ₕ *R D*ₕ as R `fabletools` `reconcile()` does.
 */
export function coherentSpreads(
  reconcile: Reconciler,
  correlation: ErrorCovariance,
  spreads: readonly (readonly number[])[],
): number[][] {
  const n = correlation.specific.length;
  const squaredInfluence = Array.from({ length: n }, (_, source) =>
    reconcile(Array.from({ length: n }, (_, i) => (i === source ? 1 : 0))).map((value) => value ** 2),
  );
  return spreads.map((spread) => {
    const unit = Math.max(...spread);
    if (unit === 0) return spread.map(() => 0);
    const scaled = spread.map((value) => value / unit);
    const { specific, factors } = scaleCovariance(correlation, scaled);
    const variances = new Array<number>(n).fill(0);
    squaredInfluence.forEach((squares, source) => {
      for (let i = 0; i < n; i++) variances[i] += squares[i] * specific[source];
    });
    for (let column = 0; column < factors[0].length; column++) {
      const effect = reconcile(factors.map((row) => row[column]));
      for (let i = 0; i < n; i++) variances[i] += effect[i] ** 2;
    }
    return variances.map((variance) => unit * Math.sqrt(variance));
  });
}
