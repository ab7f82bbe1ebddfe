/** A column counts as a combination of earlier ones where less than this share of its length is left; as R's `lm`. */
const TOLERANCE = 1e-7;
/** Share of a column's length below which rounding is taken out by a second pass. */
const LITTLE_LEFT = 0.5;

/** A linear regression. */
export interface LeastSquares {
  /** One for each column; 0 for those left out. */
  readonly coefficients: number[];
  /** Columns used, ascending; the others are (nearly) combinations of earlier ones. */
  readonly kept: number[];
  /** *d*ᵀ(*X*ᵀ*X*)⁻¹*d* over the columns kept: the variance of *d*ᵀβ̂ in units of that of the errors. */
  leverage(d: readonly number[]): number;
}

/**
 * Ordinary least squares of `y` on `columns` (each of length *n*) by *QR* factorisation: modified Gram–Schmidt, twice
 * where little is left of a column, which is as accurate as Householder's. Columns are taken in their order, and one that
 * earlier ones explain (among them a column of zeros, and any past the *n*-th) is left out, so put first what matters
 * most. Source: Björck (1996), §2.4; the rule for leaving out as R 4.2 `lm`.
 */
export function leastSquares(columns: readonly (readonly number[])[], y: readonly number[]): LeastSquares {
  const q: Float64Array[] = [];
  const r: number[][] = [];
  const kept: number[] = [];
  columns.forEach((column, j) => {
    const v = Float64Array.from(column);
    const size = norm(v);
    const above = orthogonalise(v, q);
    const left = norm(v);
    if (size === 0 || left <= TOLERANCE * size || q.length === y.length) return;
    q.push(v.map((value) => value / left));
    r.push([...above, left]);
    kept.push(j);
  });
  const projected = orthogonalise(Float64Array.from(y), q);
  const solution = backSubstitute(r, projected);
  const coefficients = columns.map(() => 0);
  kept.forEach((j, i) => {
    coefficients[j] = solution[i];
  });
  return {
    coefficients,
    kept,
    leverage: (d) =>
      forwardSquare(
        r,
        kept.map((j) => d[j]),
      ),
  };
}

/** Takes the part along each of `q` out of `v` and returns how much it was. */
function orthogonalise(v: Float64Array, q: readonly Float64Array[]): number[] {
  const along = q.map(() => 0);
  const size = norm(v);
  takeOut(v, q, along);
  if (norm(v) < size * LITTLE_LEFT) takeOut(v, q, along);
  return along;
}

function takeOut(v: Float64Array, q: readonly Float64Array[], along: number[]): void {
  const n = v.length;
  for (let i = 0; i < q.length; i++) {
    const unit = q[i];
    const sum = dot(unit, v);
    for (let t = 0; t < n; t++) v[t] -= sum * unit[t];
    along[i] += sum;
  }
}

/** In four partial sums, which a processor adds at once. */
function dot(a: Float64Array, b: Float64Array): number {
  const whole = a.length - (a.length % 4);
  let [s0, s1, s2, s3] = [0, 0, 0, 0];
  for (let t = 0; t < whole; t += 4) {
    s0 += a[t] * b[t];
    s1 += a[t + 1] * b[t + 1];
    s2 += a[t + 2] * b[t + 2];
    s3 += a[t + 3] * b[t + 3];
  }
  for (let t = whole; t < a.length; t++) s0 += a[t] * b[t];
  return s0 + s1 + (s2 + s3);
}

/** Solves *R x* = *b*; `r[j]` is column *j* of *R* down to its diagonal. */
function backSubstitute(r: readonly (readonly number[])[], b: readonly number[]): number[] {
  const x = [...b];
  for (let j = r.length - 1; j >= 0; j--) {
    x[j] /= r[j][j];
    for (let i = 0; i < j; i++) x[i] -= r[j][i] * x[j];
  }
  return x;
}

/** ‖*z*‖² for *R*ᵀ*z* = *d*. */
function forwardSquare(r: readonly (readonly number[])[], d: readonly number[]): number {
  const z: number[] = [];
  for (let j = 0; j < r.length; j++) {
    let sum = d[j];
    for (let i = 0; i < j; i++) sum -= r[j][i] * z[i];
    z.push(sum / r[j][j]);
  }
  return z.reduce((total, value) => total + value * value, 0);
}

function norm(v: Float64Array): number {
  return Math.sqrt(dot(v, v));
}
