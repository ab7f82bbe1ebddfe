/** Coefficients of an ARMA model: xₜ = Σ arᵢ xₜ₋ᵢ + eₜ + Σ maⱼ eₜ₋ⱼ, seasonal factors multiplied out. */
export interface ArmaPolynomials {
  /** Lags 1, 2, …; mostly zeros where there is a season. */
  readonly ar: Float64Array;
  readonly ma: Float64Array;
}

/** Coefficients factor by factor, as they are reported; signs as in R's `arima()`. */
export interface ArmaFactors {
  readonly ar: readonly number[];
  readonly ma: readonly number[];
  readonly seasonalAr: readonly number[];
  readonly seasonalMa: readonly number[];
}

/** The factors multiplied out for a season of `m` steps. */
export function expandFactors({ ar, ma, seasonalAr, seasonalMa }: ArmaFactors, m: number): ArmaPolynomials {
  return {
    ar: multiply(ar, seasonalAr, m, -1),
    ma: multiply(ma, seasonalMa, m, 1),
  };
}

/**
 * Coefficients of (1 ± Σ aᵢ Bⁱ)(1 ± Σ bⱼ Bᵐʲ) with the same `sign` throughout, without the leading 1; those of the
 * product have that sign too.
 */
export function multiply(a: ArrayLike<number>, b: ArrayLike<number>, m: number, sign: 1 | -1): Float64Array {
  const product = new Float64Array(a.length + m * b.length);
  for (let i = 0; i < a.length; i++) product[i] = a[i];
  for (let j = 1; j <= b.length; j++) {
    product[m * j - 1] += b[j - 1];
    for (let i = 1; i <= a.length; i++) product[m * j + i - 1] += sign * a[i - 1] * b[j - 1];
  }
  return product;
}

/** Lags, from 1, whose coefficient is not 0. */
export function lagsOf(coefficients: Float64Array): number[] {
  const lags: number[] = [];
  for (let i = 0; i < coefficients.length; i++) if (coefficients[i] !== 0) lags.push(i + 1);
  return lags;
}
