/**
 * The CSV of the sample files, which is the CSV that `POST /v1/ingest` takes as `text/csv`: a header
 * `metric,timestamp,value,unit` and a column for each label, then one point a row. Cells of the samples never hold a
 * comma, a quote or a line break, so that neither side needs quoting; anything else is refused, not guessed.
 */

const fixedColumns = ['metric', 'timestamp', 'value', 'unit'];

/**
 * Writes an instant (ms UTC, whole seconds) as ISO 8601 without milliseconds.
 *
 * @param {number} at
 */
export const formatInstant = (at) => `${new Date(at).toISOString().slice(0, 19)}Z`;

/**
 * Writes series that share their label names as one CSV text, one series after the other.
 *
 * @param {readonly {metric: string, labels: Record<string, string>, unit: string,
 *   points: readonly {at: number, value: number}[]}[]} series
 */
export function formatSampleCsv(series) {
  const labelNames = Object.keys(series[0]?.labels ?? {});
  const lines = [[...fixedColumns, ...labelNames].join(',')];
  for (const { metric, labels, unit, points } of series) {
    const labelValues = labelNames.map((name) => labels[name]);
    for (const { at, value } of points) {
      lines.push(formatRow([metric, formatInstant(at), String(value), unit, ...labelValues]));
    }
  }
  return `${lines.join('\n')}\n`;
}

/**
 * Writes any small table whose cells need no quoting; the first row is the header.
 *
 * @param {readonly (readonly string[])[]} rows
 */
export const formatTable = (rows) => `${rows.map(formatRow).join('\n')}\n`;

/**
 * Reads a table back: one object a row, by the names of the header. Throws on a row with more or fewer cells.
 *
 * @param {string} text
 * @returns {Record<string, string>[]}
 */
export function parseTable(text) {
  const [header = '', ...lines] = text.trimEnd().split(/\r?\n/);
  const names = header.split(',');
  return lines.map((line, index) => {
    const cells = line.split(',');
    if (cells.length !== names.length || line.includes('"')) {
      throw new Error(`line ${index + 2}: expected ${names.length} cells without quotes: ${line}`);
    }
    return Object.fromEntries(names.map((name, column) => [name, cells[column] ?? '']));
  });
}

/**
 * Reads a sample file into its series, in the order of the file. Throws on an unreadable instant or value.
 *
 * @param {string} text
 */
export function parseSampleCsv(text) {
  /** @type {Map<string, { metric: string, labels: Record<string, string>, unit: string,
   *   points: { at: number, value: number }[] }>} */
  const series = new Map();
  for (const { metric = '', timestamp = '', value = '', unit = '', ...labels } of parseTable(text)) {
    const key = JSON.stringify([metric, labels]);
    const found = series.get(key) ?? { metric, labels, unit, points: [] };
    found.points.push({ at: parseInstant(timestamp), value: parseValue(value) });
    series.set(key, found);
  }
  return [...series.values()];
}

/**
 * Reads an ISO 8601 instant as ms UTC.
 *
 * @param {string} text
 */
export function parseInstant(text) {
  const at = Date.parse(text);
  if (!Number.isFinite(at)) throw new Error(`expected an ISO 8601 instant: ${text}`);
  return at;
}

/** @param {string} text */
function parseValue(text) {
  const value = Number(text);
  if (text === '' || !Number.isFinite(value)) throw new Error(`expected a finite number: ${text}`);
  return value;
}

/** @param {readonly (string | undefined)[]} cells */
function formatRow(cells) {
  const column = cells.findIndex((cell) => cell === undefined || /[",\r\n]/.test(cell));
  if (column >= 0) throw new Error(`cell ${column + 1} is missing or needs quoting: ${cells[column]}`);
  return cells.join(',');
}
