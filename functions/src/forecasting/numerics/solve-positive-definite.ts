/**
 * Solves `a x = b` for a symmetric positive definite `a` (rows, *n* × *n*) by Cholesky's factorisation. Undefined
 * where a pivot is not positive, i.e. where the columns depend on each other.
 */
export function solvePositiveDefinite(
  a: readonly (readonly number[])[],
  b: readonly number[],
): number[] | undefined {
  const n = b.length;
  const l: number[][] = [];
  for (let i = 0; i < n; i++) {
    const row = new Array<number>(n).fill(0);
    for (let j = 0; j <= i; j++) {
      let sum = a[i][j];
      for (let k = 0; k < j; k++) sum -= row[k] * (i === j ? row[k] : l[j][k]);
      if (i !== j) row[j] = sum / l[j][j];
      else if (sum > 1e-12 * a[i][i] && sum > 0) row[i] = Math.sqrt(sum);
      else return undefined;
    }
    l.push(row);
  }
  const x = [...b];
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < i; k++) x[i] -= l[i][k] * x[k];
    x[i] /= l[i][i];
  }
  for (let i = n - 1; i >= 0; i--) {
    for (let k = i + 1; k < n; k++) x[i] -= l[k][i] * x[k];
    x[i] /= l[i][i];
  }
  return x;
}
