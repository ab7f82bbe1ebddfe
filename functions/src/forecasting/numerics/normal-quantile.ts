const CENTRAL_NUMERATOR = [
  -3.969683028665376e1, 2.209460984245205e2, -2.759285104469687e2, 1.38357751867269e2, -3.066479806614716e1,
  2.506628277459239,
];
const CENTRAL_DENOMINATOR = [
  -5.447609879822406e1, 1.615858368580409e2, -1.556989798598866e2, 6.680131188771972e1, -1.328068155288572e1,
  1,
];
const TAIL_NUMERATOR = [
  -7.784894002430293e-3, -3.223964580411365e-1, -2.400758277161838, -2.549732539343734, 4.374664141464968,
  2.938163982698783,
];
const TAIL_DENOMINATOR = [
  7.784695709041462e-3, 3.224671290700398e-1, 2.445134137142996, 3.754408661907416, 1,
];
const TAIL_START = 0.02425;

function horner(coefficients: readonly number[], x: number): number {
  let value = 0;
  for (const coefficient of coefficients) value = value * x + coefficient;
  return value;
}

function lowerTail(probability: number): number {
  const q = Math.sqrt(-2 * Math.log(probability));
  return horner(TAIL_NUMERATOR, q) / horner(TAIL_DENOMINATOR, q);
}

/**
 * Quantile of the standard normal distribution: which value is exceeded with probability 1 − `probability`?
 * `probability` in (0, 1); 0 and 1 give −Infinity and Infinity. Relative error below 1.2e-9.
 * Source: P. J. Acklam, "An algorithm for computing the inverse normal cumulative distribution function" (2003).
 */
export function normalQuantile(probability: number): number {
  if (probability <= 0) return Number.NEGATIVE_INFINITY;
  if (probability >= 1) return Number.POSITIVE_INFINITY;
  if (probability < TAIL_START) return lowerTail(probability);
  if (probability > 1 - TAIL_START) return -lowerTail(1 - probability);
  const q = probability - 0.5;
  const r = q * q;
  return (horner(CENTRAL_NUMERATOR, r) * q) / horner(CENTRAL_DENOMINATOR, r);
}

/** Half-width in standard deviations of the central normal interval of `level` percent: 95 gives 1.96. */
export function normalHalfWidth(level: number): number {
  return normalQuantile(0.5 + level / 200);
}
