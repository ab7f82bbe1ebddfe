import { type SeriesPart, seriesUnusable } from './split-series.ts';

/** A stretch of a series that is forecast from what lies before it. */
export interface Window<Part extends SeriesPart = SeriesPart> {
  readonly part: Part;
  /** Place of its first value in the series; what lies before it is known. */
  readonly start: number;
  readonly h: number;
}

/** Windows that the whole history is cut into at the most: each costs a forecast. */
const windowsMax = 10;

/**
 * The windows of a cross-validation, oldest first: the last ends with the series, and they start `step` apart.
 *
 * @throws {DomainError} `invalid-argument` for a series that leaves nothing before its first window
 */
export function planWindows<Part extends SeriesPart>(
  part: Part,
  { h, count, step }: { readonly h: number; readonly count: number; readonly step: number },
): Window<Part>[] {
  const { values, index } = part;
  const first = values.length - h - (count - 1) * step;
  if (first < 1) {
    const needed = h + (count - 1) * step + 1;
    throw seriesUnusable(index, `has ${values.length} values: these windows need at least ${needed}`);
  }
  if (values.slice(0, first).every((value) => value === null))
    throw seriesUnusable(index, 'has no value before its first window');
  return Array.from({ length: count }, (_, k) => ({ part, start: first + k * step, h }));
}

/**
 * At most ten windows of equal length, one after the other, to the end of the series; the oldest quarter or more of
 * what is there is history only. None where the series has a single value.
 */
export function planWholeHistory<Part extends SeriesPart>(part: Part): Window<Part>[] {
  const { values } = part;
  const begin = values.findIndex((value) => value !== null);
  const spare = values.length - begin - Math.ceil((values.length - begin) / 4);
  if (spare < 1) return [];
  const h = Math.ceil(spare / windowsMax);
  const count = Math.floor(spare / h);
  return planWindows(part, { h, count, step: h });
}
