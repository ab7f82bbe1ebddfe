import { csvCells } from './csv-cells.mjs';
import { CsvSeries } from './csv-series.mjs';
import { SeriesError } from './errors.mjs';

/**
 * @typedef {import('./forecast-task.mjs').Task} Task
 *
 * Places of the columns; `delimiter` is that of the header.
 *
 * @typedef {{ delimiter: string, width: number, id: number | undefined, instant: number | undefined,
 *   value: number | undefined }} CsvHeader
 */

const names = { id: ['id', 'unique_id'], instant: ['timestamp', 'ds'], value: ['value', 'y'] };
const delimiters = [',', ';', '\t'];
/** A file without a column of ids holds one series. */
const onlyId = 'series';

/**
 * Reads the header of CSV, separated by comma, semicolon or tab. Text that is none has no column of values.
 *
 * @param {string} text
 * @returns {CsvHeader}
 */
export function csvHeader(text) {
  const most = (/** @type {string} */ a, /** @type {string} */ b) =>
    text.split(b).length > text.split(a).length ? b : a;
  const delimiter = delimiters.reduce(most);
  const columns = (csvCells(text, delimiter) ?? []).map((cell) => cell.toLowerCase());
  const place = (/** @type {string[]} */ known) => {
    const index = columns.findIndex((column) => known.includes(column));
    return index < 0 ? undefined : index;
  };
  return {
    delimiter,
    width: columns.length,
    id: place(names.id),
    instant: place(names.instant),
    value: place(names.value),
  };
}

/**
 * Puts the rows of each id together into a series. By default the whole file is read before the first forecast, since
 * rows of an id may stand anywhere; series come in the order of their first rows. With `grouped` the rows of an id stand
 * together and each series is done when the next begins, in memory of one series; rows of an id that comes again are
 * reported, not used. A row that cannot be read costs itself.
 *
 * @param {{ header: CsvHeader, lines: AsyncIterable<{ line: number, text: string }>, grouped: boolean }} input `lines`
 * after the header
 * @returns {AsyncGenerator<Task>}
 */
export async function* csvTasks({ header, lines, grouped }) {
  /** @type {Map<string, CsvSeries | undefined>} undefined once done */
  const found = new Map();
  /** @type {{ id: string, apart: boolean } | undefined} */
  let last;
  for await (const { line, text } of lines) {
    if (text.trim() === '') continue;
    const cells = csvCells(text, header.delimiter);
    if (cells?.length !== header.width) {
      yield { line, problem: shapeProblem(cells, header) };
      continue;
    }
    const id = header.id === undefined ? onlyId : (cells[header.id] ?? '');
    if (id !== last?.id) {
      if (grouped && last !== undefined && !last.apart) yield* finish(found, last.id);
      const apart = found.has(id) && found.get(id) === undefined;
      last = { id, apart };
      if (apart) yield { line, id, problem: 'its rows stand apart in the file: leave out --grouped' };
      else if (!found.has(id)) found.set(id, new CsvSeries(id, line));
    }
    const problem = last.apart ? undefined : addRow(found.get(id), cells, header);
    if (problem !== undefined) yield { line, id, problem };
  }
  for (const id of found.keys()) yield* finish(found, id);
}

/**
 * @param {Map<string, CsvSeries | undefined>} found
 * @param {string} id
 * @returns {Generator<Task>}
 */
function* finish(found, id) {
  const series = found.get(id);
  if (series === undefined) return;
  found.set(id, undefined);
  yield { line: series.line, series: series.build() };
}

/**
 * @param {CsvSeries | undefined} series
 * @param {string[]} cells
 * @param {CsvHeader} header
 * @returns {string | undefined} what is wrong with the row
 */
function addRow(series, cells, { instant, value }) {
  try {
    series?.add(cells[value ?? 0] ?? '', instant === undefined ? undefined : (cells[instant] ?? ''));
    return undefined;
  } catch (error) {
    if (error instanceof SeriesError) return error.message;
    throw error;
  }
}

/**
 * @param {string[] | undefined} cells
 * @param {CsvHeader} header
 */
function shapeProblem(cells, { width }) {
  if (cells === undefined) return 'a quote is opened and not closed in this line';
  return `expected ${width} cells, as in the header, and found ${cells.length}`;
}
