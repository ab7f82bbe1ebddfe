/** Smallest pivot, as a share of the matrix's own diagonal, that counts as more than rounding. */
const PIVOT_SHARE_MIN = 1e-11;

/**
 * Factors a symmetric positive definite `a` (rows, *n* × *n*) once and returns what solves `a x = b` for any `b`.
 * Undefined where a pivot is not positive beyond rounding, i.e. where `a` is singular. The empty matrix has the empty
 * solution. Source: Golub & Van Loan (2013), algorithm 4.2.1 (Cholesky).
 */
export function factorPositiveDefinite(
  a: readonly (readonly number[])[],
): ((b: readonly number[]) => number[]) | undefined {
  const l: Float64Array[] = [];
  for (let i = 0; i < a.length; i++) {
    const row = new Float64Array(a.length);
    for (let j = 0; j <= i; j++) {
      const other = i === j ? row : l[j];
      let sum = a[i][j];
      for (let k = 0; k < j; k++) sum -= row[k] * other[k];
      if (i !== j) row[j] = sum / other[j];
      else if (sum > PIVOT_SHARE_MIN * a[i][i]) row[i] = Math.sqrt(sum);
      else return undefined;
    }
    l.push(row);
  }
  return (b) => substitute(l, b);
}

function substitute(l: readonly Float64Array[], b: readonly number[]): number[] {
  const x = [...b];
  for (let i = 0; i < l.length; i++) {
    for (let k = 0; k < i; k++) x[i] -= l[i][k] * x[k];
    x[i] /= l[i][i];
  }
  for (let i = l.length - 1; i >= 0; i--) {
    for (let k = i + 1; k < l.length; k++) x[i] -= l[k][i] * x[k];
    x[i] /= l[i][i];
  }
  return x;
}
