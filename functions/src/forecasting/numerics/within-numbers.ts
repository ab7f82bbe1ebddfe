/** The largest number there is for a value beyond all numbers, as `applyBounds` does; 0 for what has no value at all. */
export function withinNumbers(value: number): number {
  if (Number.isNaN(value)) return 0;
  return Math.max(-Number.MAX_VALUE, Math.min(Number.MAX_VALUE, value));
}
