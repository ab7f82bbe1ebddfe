import { type FrequencyClass, frequencyClasses } from './frequency-class.ts';

/** Coefficients of a correction. */
export const CORRECTIONS = 3;
/**
 * Classes whose forecasts are left as they are. Their series move together, so that what was learned of one time would
 * not hold at another: trained on the newest origins, a correction makes daily forecasts from earlier ones worse.
 */
const UNCORRECTED: readonly FrequencyClass[] = ['weekly', 'daily'];

/** Whether forecasts of a class are corrected; `kind` is its place among the classes. */
export function isCorrected(kind: number): boolean {
  return !UNCORRECTED.includes(frequencyClasses[kind]);
}

/**
 * A forecast with a learned correction: at the share u of the horizon, c₀u + c₁√u + c₂u² times what a random walk moves
 * over the whole horizon by steps of the size `change`. A mean of candidates stays between them; this is how it may leave
 * them. An empty `correction` is none.
 */
export function correctPath(path: Float64Array, correction: readonly number[], change: number): Float64Array {
  if (correction.length === 0) return path;
  const reach = change * Math.sqrt(path.length);
  return path.map((value, i) => {
    const shape = correctionShape((i + 1) / path.length);
    return value + reach * correction.reduce((sum, coefficient, c) => sum + coefficient * shape[c], 0);
  });
}

/** What each coefficient of a correction adds at the share `u` of the horizon, in units of the reach. */
export function correctionShape(u: number): readonly number[] {
  return [u, Math.sqrt(u), u * u];
}
