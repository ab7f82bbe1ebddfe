/**
 * Coefficients of the stationary autoregression whose partial autocorrelations are `partial`, each in (−1, 1): the
 * Durbin–Levinson recursion. Every stationary autoregression has exactly one such sequence, so that a search over them
 * meets no other. Source: Barndorff-Nielsen & Schou (1973); Jones (1980), §3.
 */
export function fromPartialAutocorrelations(partial: ArrayLike<number>): number[] {
  const coefficients: number[] = [];
  for (let k = 0; k < partial.length; k++) {
    const before = coefficients.slice();
    for (let j = 0; j < k; j++) coefficients[j] = before[j] - partial[k] * before[k - 1 - j];
    coefficients.push(partial[k]);
  }
  return coefficients;
}

/** An autoregression of every order from 1 to p, row by row: row k−1 holds φₖ₁ … φₖₖ, the last its partial autocorrelation. */
export type AutoregressionLadder = readonly Float64Array[];

/**
 * The recursion backwards: the autoregressions of lower order that belong to `coefficients`. Undefined where a partial
 * autocorrelation is not within (−1, 1), i.e. where the process is not stationary.
 */
export function stepDown(coefficients: ArrayLike<number>): AutoregressionLadder | undefined {
  const ladder: Float64Array[] = [];
  let row = Float64Array.from(coefficients);
  for (let k = row.length; k > 0; k--) {
    const partial = row[k - 1];
    if (!(Math.abs(partial) < 1)) return undefined;
    ladder.push(row);
    const lower = new Float64Array(k - 1);
    for (let j = 0; j < k - 1; j++) lower[j] = (row[j] + partial * row[k - 2 - j]) / (1 - partial * partial);
    row = lower;
  }
  return ladder.reverse();
}

/** Have all roots of 1 − Σ aᵢ zⁱ a modulus above `modulus`? */
export function rootsBeyond(coefficients: ArrayLike<number>, modulus: number): boolean {
  return stepDown(Float64Array.from(coefficients, (a, i) => a * modulus ** (i + 1))) !== undefined;
}
