/** A linear regression from which columns can be taken out one by one, each at the cost of its matrix' size. */
export interface SweptRegression {
  /** Sum of squared errors. */
  readonly error: number;
  /** By how much the error grows where column *i* is taken out. */
  gainOf(i: number): number;
  /** The cross-products of columns and `y`, swept on the columns that are in; each column of length 1. */
  readonly swept: number[][];
}

/**
 * Least squares of `y` on `columns` (each of length *n*, none a combination of others) by sweeping their cross-products.
 * Source: Goodnight (1979), "A tutorial on the SWEEP operator".
 */
export function sweptRegression(
  columns: readonly (readonly number[])[],
  y: readonly number[],
): SweptRegression {
  const all = [...columns.map(unitLength), y];
  const swept = all.map((a) => all.map((b) => dot(a, b)));
  for (let k = 0; k < columns.length; k++) sweep(swept, k);
  const last = columns.length;
  return {
    swept,
    get error() {
      return swept[last][last];
    },
    gainOf: (i) => swept[i][last] ** 2 / Math.abs(swept[i][i]),
  };
}

/** Takes column `k` out: the sweep that brought it in, backwards. */
export function sweepOut({ swept }: SweptRegression, k: number): void {
  sweep(swept, k);
}

/** Is its own inverse but for signs, which squares do not see. */
function sweep(a: number[][], k: number): void {
  const pivot = a[k][k];
  const row = a[k].map((value) => value / pivot);
  for (let i = 0; i < a.length; i++) {
    if (i === k) continue;
    const own = a[i][k];
    for (let j = 0; j < a.length; j++) a[i][j] -= own * row[j];
    a[i][k] = own / pivot;
  }
  row[k] = -1 / pivot;
  a[k] = row;
}

function unitLength(x: readonly number[]): number[] {
  const size = Math.sqrt(dot(x, x));
  return size > 0 ? x.map((value) => value / size) : [...x];
}

function dot(a: readonly number[], b: readonly number[]): number {
  let sum = 0;
  for (let t = 0; t < a.length; t++) sum += a[t] * b[t];
  return sum;
}
