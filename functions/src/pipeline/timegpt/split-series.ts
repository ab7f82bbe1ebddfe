import type { DomainError } from '../../contracts/errors.ts';
import type { TimeGptSeries } from '../../contracts/timegpt-series.ts';
import type { Frequency } from './frequency.ts';
import { invalidField } from './invalid-field.ts';

/** One series of a request. */
export interface SeriesPart {
  /** Place among the series, from 0. */
  readonly index: number;
  /** Place of its first value in `y` of the request. */
  readonly offset: number;
  /** Oldest first; null where a value is missing. */
  readonly values: readonly (number | null)[];
}

/** Half of what instants can express. */
const spanMsMax = 4e15;

/**
 * The series that stand one after the other in `y`.
 *
 * @throws {DomainError} `invalid-argument` for a series of which no value is there, or that no calendar can hold
 */
export function splitSeries({ y, sizes }: TimeGptSeries, { stepMs }: Frequency): SeriesPart[] {
  let offset = 0;
  return sizes.map((size, index) => {
    const part = { index, offset, values: y.slice(offset, offset + size) };
    if (part.values.every((value) => value === null)) throw seriesUnusable(index, 'has no value');
    if (size * stepMs > spanMsMax) throw seriesUnusable(index, 'is longer than any calendar');
    offset += size;
    return part;
  });
}

/** A refusal because of one series: `problem` continues "series 3". */
export const seriesUnusable = (index: number, problem: string): DomainError =>
  invalidField(`/series/sizes/${index}`, `series ${index} ${problem}`);
