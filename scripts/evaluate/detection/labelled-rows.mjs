/**
 * A series with labelled windows: instants in epoch seconds, first and last labelled instant of each window.
 *
 * @typedef {{ file: string, timestamps: number[], values: (number | null)[], windows: [number, number][] }} LabelledSeries
 *
 * Its labels by rows. `from` is the first row that is judged: NAB's probation, 15 % of the rows and at most 750, comes
 * before. `windowOf` holds for each row the place of its window in `windows` (first and last row, in order), or -1.
 *
 * @typedef {{ name: string, length: number, from: number, weeks: number, windows: [number, number][],
 *   windowOf: Int32Array }} LabelledRows
 */

const probationShare = 0.15;
const probationRowsMax = 5_000;
const weekSeconds = 604_800;

/**
 * @param {Pick<LabelledSeries, 'file' | 'timestamps' | 'windows'>} series
 * @returns {LabelledRows}
 */
export function labelledRows({ file, timestamps, windows }) {
  const { length } = timestamps;
  const from = Math.floor(probationShare * Math.min(length, probationRowsMax));
  const byRow = windows
    .map(([start, end]) => rowsWithin(timestamps, start, end))
    .filter((window) => window !== undefined)
    .sort(([a], [b]) => a - b);
  const windowOf = new Int32Array(length).fill(-1);
  byRow.forEach(([first, last], place) => {
    windowOf.fill(place, first, last + 1);
  });
  const weeks = ((timestamps[length - 1] ?? 0) - (timestamps[from] ?? 0)) / weekSeconds;
  return { name: file, length, from, weeks, windows: byRow, windowOf };
}

/**
 * @param {readonly number[]} timestamps
 * @param {number} start
 * @param {number} end
 * @returns {[number, number] | undefined} undefined where no row lies within
 */
function rowsWithin(timestamps, start, end) {
  const within = (/** @type {number} */ at) => at >= start && at <= end;
  const first = timestamps.findIndex(within);
  return first < 0 ? undefined : [first, timestamps.findLastIndex(within)];
}
