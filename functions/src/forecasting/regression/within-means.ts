import type { Column } from './design.ts';

/** Points for each coefficient, at least: with fewer a regression fits anything and foretells nothing. */
const POINTS_PER_COLUMN = 2;

/** The leading columns that a history of `length` points can bear; one always. */
export function withinMeans(columns: readonly Column[], length: number): readonly Column[] {
  return columns.slice(0, Math.max(1, Math.floor(length / POINTS_PER_COLUMN)));
}
