/** The power of two at or below the largest size among `values`, so that dividing by it loses nothing; 1 for zeros. */
export function powerOfTwoNear(values: readonly number[]): number {
  const largest = values.reduce((max, value) => Math.max(max, Math.abs(value)), 0);
  return largest > 0 ? 2 ** Math.max(-1_022, Math.min(1_023, Math.floor(Math.log2(largest)))) : 1;
}
