import { continuePath, shockVariances, whiten } from './autoregressive-errors.ts';
import { type AutoregressionLadder, burg, cutAtLeastAic } from './burg.ts';
import { type LeastSquares, leastSquares } from './least-squares.ts';

/** Longest memory of the errors considered, a little more than a day of hours. */
const ORDER_MAX = 28;
/** Points for each step of the memory, at least: AIC is too generous where there are few. */
const POINTS_PER_LAG = 8;
/** Fewest points for which errors are modelled at all. */
const LENGTH_MIN = 10;
const ITERATIONS_MAX = 30;
const CONVERGED = 1e-6;

/** A regression fitted to the first *n* rows of its columns. */
export interface RegressionFit {
  readonly coefficients: readonly number[];
  readonly standardErrors: readonly number[];
  /** Columns used, ascending. */
  readonly kept: readonly number[];
  readonly errorOrder: number;
  /** The autoregression of the errors. */
  readonly ladder: AutoregressionLadder;
  /** Standard deviation of a shock. */
  readonly sigma: number;
  /** Standard deviation of *d*ᵀβ̂, the same combination of all coefficients. */
  deviationOf(d: readonly number[]): number;
  /** For the next `h` rows: the regression's part, what is left of the last errors, and the standard deviation. */
  predict(h: number): { regression: number[]; errors: number[]; standardDeviation: number[] };
}

/** How far a fit may go. */
export interface FitLimits {
  /** Longest memory of the errors; by default up to 28, as the length allows. */
  readonly orderMax?: number;
  readonly iterations?: number;
}

/**
 * Linear regression of `y` (length *n*) on `columns` (length *n* + horizon or more) with errors that follow an
 * autoregression: least squares, Burg's autoregression of its residuals with the order of least AIC, generalised least
 * squares under it, and so on until the autoregression of that order stays the same (Cochrane & Orcutt's iteration, with
 * no row lost). With fewer than 10 points or `orderMax` 0 errors are independent and it is R's `lm`. With `iterations` 0
 * it is two-step feasible least squares, as efficient for long series and several times faster.
 * Source: Cochrane & Orcutt (1949); Prais & Winsten (1954).
 */
export function fitRegression(
  y: readonly number[],
  columns: readonly (readonly number[])[],
  { orderMax = defaultOrderMax(y.length), iterations = ITERATIONS_MAX }: FitLimits = {},
): RegressionFit {
  const rows = columns.map((column) => column.slice(0, y.length));
  const ordinary = residualsOf(y, rows, leastSquares(rows, y));
  let ladder = cutAtLeastAic(burg(ordinary, orderMax), y.length);
  for (let i = 0; i < iterations && ladder.order > 0; i++) {
    const before = ladder;
    ladder = burg(residualsOf(y, rows, generalisedLeastSquares(y, rows, before)), before.order);
    if (alike(ladder, before)) break;
  }
  return fitUnder(ladder, y, columns);
}

/**
 * Generalised least squares under a known autoregression of the errors. Standard deviations include the uncertainty of
 * the coefficients, not that of the autoregression. Residuals of zero give width 0.
 * Source: Aitken (1936); prediction and its variance Goldberger (1962).
 */
export function fitUnder(
  ladder: AutoregressionLadder,
  y: readonly number[],
  columns: readonly (readonly number[])[],
): RegressionFit {
  const n = y.length;
  const rows = columns.map((column) => column.slice(0, n));
  const fit = generalisedLeastSquares(y, rows, ladder);
  const residuals = residualsOf(y, rows, fit);
  const freedom = Math.max(1, n - fit.kept.length - ladder.order);
  const sigma = Math.sqrt(whiten(residuals, ladder).reduce((sum, e) => sum + e * e, 0) / freedom);
  const unit = (j: number) => columns.map((_, i) => (i === j ? 1 : 0));
  return {
    coefficients: fit.coefficients,
    standardErrors: columns.map((_, j) => sigma * Math.sqrt(fit.leverage(unit(j)))),
    kept: fit.kept,
    errorOrder: ladder.order,
    ladder,
    sigma,
    deviationOf: (d) => sigma * Math.sqrt(fit.leverage(d)),
    predict: (h) => {
      const variances = shockVariances(ladder, h);
      const carried = rows.map((row) => continuePath(row, ladder, h));
      const ahead = Array.from({ length: h }, (_, step) => step);
      return {
        regression: ahead.map((step) =>
          columns.reduce((sum, column, j) => sum + fit.coefficients[j] * column[n + step], 0),
        ),
        errors: continuePath(residuals, ladder, h),
        standardDeviation: ahead.map((step) => {
          const news = columns.map((column, j) => column[n + step] - carried[j][step]);
          return sigma * Math.sqrt(variances[step] + fit.leverage(news));
        }),
      };
    },
  };
}

function generalisedLeastSquares(
  y: readonly number[],
  rows: readonly (readonly number[])[],
  ladder: AutoregressionLadder,
): LeastSquares {
  return leastSquares(
    rows.map((row) => whiten(row, ladder)),
    whiten(y, ladder),
  );
}

function defaultOrderMax(n: number): number {
  return n < LENGTH_MIN ? 0 : Math.min(ORDER_MAX, Math.floor(n / POINTS_PER_LAG));
}

function residualsOf(
  y: readonly number[],
  rows: readonly (readonly number[])[],
  { coefficients }: LeastSquares,
): number[] {
  const residuals = [...y];
  rows.forEach((row, j) => {
    for (let t = 0; t < residuals.length; t++) residuals[t] -= coefficients[j] * row[t];
  });
  return residuals;
}

function alike(a: AutoregressionLadder, b: AutoregressionLadder): boolean {
  if (a.order !== b.order) return false;
  return a.coefficients[a.order].every((c, i) => Math.abs(c - b.coefficients[b.order][i]) < CONVERGED);
}
