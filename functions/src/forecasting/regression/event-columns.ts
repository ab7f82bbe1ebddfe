import type { SpecialEvent } from './regression-request.ts';

/**
 * Dummies of an event over `count` steps: 1 in each step that an occurrence touches, 0 elsewhere; and one more column
 * for each step of the windows before the first and after the last such step. A step lasts from `instantAt(row)` to
 * `instantAt(row + 1)`. Names are `name`, `name-1`, `name+1`, …
 */
export function eventColumns(
  { name, occurrences, before = 0, after = 0 }: SpecialEvent,
  instantAt: (row: number) => number,
  count: number,
): { name: string; values: number[] }[] {
  const spans = occurrences.map(({ from, to }) => touchedRows(from, to, instantAt, -after, count + before));
  const column = (mark: (span: Span) => [number, number]) => {
    const values = new Array<number>(count).fill(0);
    for (const span of spans) {
      const [first, last] = mark(span);
      for (let row = Math.max(0, first); row <= Math.min(last, count - 1); row++) values[row] = 1;
    }
    return values;
  };
  const offsets = (length: number) => Array.from({ length }, (_, i) => i + 1);
  return [
    { name, values: column(({ first, last }) => [first, last]) },
    ...offsets(before).map((k) => ({
      name: `${name}-${k}`,
      values: column(({ first, last }) => (last < first ? [0, -1] : [first - k, first - k])),
    })),
    ...offsets(after).map((k) => ({
      name: `${name}+${k}`,
      values: column(({ first, last }) => (last < first ? [0, -1] : [last + k, last + k])),
    })),
  ];
}

/** Rows touched; none where `last` < `first`. */
interface Span {
  readonly first: number;
  readonly last: number;
}

function touchedRows(
  from: number,
  to: number,
  instantAt: (row: number) => number,
  rowMin: number,
  rowEnd: number,
): Span {
  if (from >= instantAt(rowEnd) || Math.max(to - 1, from) < instantAt(rowMin)) return { first: 0, last: -1 };
  const rowOf = (instant: number) => lastRowAt(instant, instantAt, rowMin, rowEnd - 1);
  return { first: rowOf(from), last: rowOf(Math.max(to - 1, from)) };
}

/** The last row from `low` to `high` that does not begin after `instant`; `low` where all do. */
function lastRowAt(instant: number, instantAt: (row: number) => number, low: number, high: number): number {
  let [below, above] = [low, high + 1];
  while (above - below > 1) {
    const middle = Math.floor((below + above) / 2);
    if (instantAt(middle) <= instant) below = middle;
    else above = middle;
  }
  return below;
}
