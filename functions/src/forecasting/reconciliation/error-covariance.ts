import { shrinkCorrelations } from './shrink-correlations.ts';

/**
 * Covariance of the base forecasts' errors as *W* = diag(`specific`) + *F F*ᵀ, with *F* (`factors`) of *n* rows. Kept in
 * this form, since *W* itself would be *n* × *n* and is only ever multiplied.
 */
export interface ErrorCovariance {
  readonly specific: readonly number[];
  /** *n* rows of as many columns as there are residuals; empty rows where errors are taken as uncorrelated. */
  readonly factors: readonly (readonly number[])[];
}

/** Correlation of the errors, in the same form and with a unit diagonal, and the standard deviations seen. */
export interface ErrorCorrelation {
  readonly correlation: ErrorCovariance;
  readonly standardDeviation: readonly number[];
  /** λ in [0, 1]: weight of "uncorrelated". */
  readonly shrinkage: number;
}

/** Smallest standard deviation, as a share of the largest: beyond that, sums of variances lose what distinguishes them. */
const DEVIATION_SHARE_MIN = 1e-5;

/** Uncorrelated errors with the given variances. */
export function uncorrelated(variances: readonly number[]): ErrorCovariance {
  return { specific: variances, factors: variances.map(() => []) };
}

/**
 * Correlation of one-step errors (*n* rows of *T* columns, not centred), shrunk towards "uncorrelated" so that it can be
 * inverted with fewer errors than series. A series that (almost) never erred gets a hundred-thousandth of the largest
 * standard deviation, i.e. is believed. Undefined with fewer than two errors, or where no series ever erred.
 * Source: Schäfer & Strimmer (2005); Wickramasuriya, Athanasopoulos & Hyndman (2019), §2.4.
 */
export function estimateErrorCorrelation(
  residuals: readonly (readonly number[])[],
): ErrorCorrelation | undefined {
  const count = Math.min(...residuals.map((row) => row.length));
  const sizes = residuals.map((row) => rootMeanSquare(row, count));
  const largest = Math.max(...sizes);
  if (count < 2 || largest === 0) return undefined;
  const standardised = residuals.map((row, i) =>
    row.slice(row.length - count).map((error) => (sizes[i] > 0 ? error / sizes[i] : 0)),
  );
  const shrinkage = shrinkCorrelations(standardised);
  const share = Math.sqrt((1 - shrinkage) / count);
  return {
    correlation: {
      specific: sizes.map((size) => (size > 0 ? shrinkage : 1)),
      factors: standardised.map((row) => row.map((error) => error * share)),
    },
    standardDeviation: sizes.map((size) => Math.max(size, DEVIATION_SHARE_MIN * largest)),
    shrinkage,
  };
}

/** The same correlation with errors of the given sizes; undefined where none has one. */
export function resizeErrors(
  errors: ErrorCorrelation | undefined,
  sizes: readonly number[],
): ErrorCorrelation | undefined {
  const largest = Math.max(...sizes);
  if (!errors || largest === 0) return undefined;
  const standardDeviation = sizes.map((size) => Math.max(size, DEVIATION_SHARE_MIN * largest));
  return { ...errors, standardDeviation };
}

/** *D R D* for a correlation *R* and standard deviations, the diagonal of *D*. */
export function scaleCovariance(
  { specific, factors }: ErrorCovariance,
  standardDeviation: readonly number[],
): ErrorCovariance {
  return {
    specific: specific.map((value, i) => value * standardDeviation[i] ** 2),
    factors: factors.map((row, i) => row.map((value) => value * standardDeviation[i])),
  };
}

/** Of the newest `count` values, scaled by the largest so that nothing overflows. */
function rootMeanSquare(row: readonly number[], count: number): number {
  const newest = row.slice(row.length - count);
  const largest = newest.reduce((max, value) => Math.max(max, Math.abs(value)), 0);
  if (largest === 0) return 0;
  const sum = newest.reduce((total, value) => total + (value / largest) ** 2, 0);
  return largest * Math.sqrt(sum / count);
}
