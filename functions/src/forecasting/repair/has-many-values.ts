/** Share of zeros from which a series may be a rate of rare events, whose every event is an outlier to a filter. */
const ZEROS_MAX = 0.2;
/** Counts of so few different values have no neighbourhood to stand out from. */
const DISTINCT_MIN = 12;

/** Does `y` take values freely enough to say that one of them does not belong? */
export function hasManyValues(y: readonly number[]): boolean {
  const zeros = y.filter((value) => value === 0).length;
  return zeros < ZEROS_MAX * y.length && new Set(y).size > DISTINCT_MIN;
}
