import { chartCanvas } from './chart-canvas.mjs';
import { formatInstant, formatNumber } from './format.mjs';
import { paint } from './terminal-style.mjs';

/**
 * What a chart shows: observed points, then forecast ones with one interval each. Instants in ms UTC; `stepMs` is the
 * spacing of the series: a hole wider than that breaks the line.
 *
 * @typedef {{ at: number, value: number }} Observed
 * @typedef {{ at: number, mean: number, lower: number, upper: number }} Expected
 * @typedef {{ history: readonly Observed[], forecast: readonly Expected[], stepMs: number, rows?: number }} ChartInput
 * @typedef {import('./terminal-style.mjs').TerminalStyle} TerminalStyle
 */

const defaultRows = 8;
/** Steps that may be missing before the line breaks; months differ in length. */
const holeSteps = 1.5;

/**
 * Draws a forecast behind the end of its history: the observed line, the expected line, and the interval as a shaded
 * band. The scale stands on the left, the first, the last observed and the last forecast instant below.
 *
 * @param {ChartInput} input
 * @param {TerminalStyle} style
 * @returns {string[]} lines, none wider than the style says; none at all without points
 */
export function forecastChart({ history, forecast, stepMs, rows = defaultRows }, style) {
  const scale = scaleOf(history, forecast);
  if (scale === undefined) return [];
  const bottom = formatNumber(scale.bottom);
  const labels = [scale.top > scale.bottom ? formatNumber(scale.top) : '', bottom];
  const gutter = Math.max(...labels.map((label) => label.length));
  const columns = style.columns - gutter - 3;
  const size = { columns, rows, unicode: style.unicode };
  const observed = chartCanvas({ ...size, mark: '*' });
  const expected = chartCanvas({ ...size, mark: '+' });
  const place = placeOn(observed, scale);
  for (const piece of pieces(history, stepMs)) observed.line(piece.map(({ at, value }) => place(at, value)));
  expected.line(forecast.map(({ at, mean }) => place(at, mean)));
  const band = bandCells(forecast, size, scale);

  const lines = [];
  for (let row = 0; row < rows; row += 1) {
    const label = row === 0 ? labels[0] : row === rows - 1 ? labels[1] : '';
    const frame = ` ${(label ?? '').padStart(gutter)} ${style.unicode ? '┤' : '|'}`;
    lines.push(frame + drawRow({ observed, expected, band, row, columns, style }));
  }
  return [...lines, axis(gutter, columns, scale, style), dates(gutter, columns, scale, stepMs)];
}

/**
 * @param {{ observed: import('./chart-canvas.mjs').Canvas, expected: import('./chart-canvas.mjs').Canvas,
 *   band: (column: number, row: number) => boolean, row: number, columns: number, style: TerminalStyle }} drawing
 */
function drawRow({ observed, expected, band, row, columns, style }) {
  const shade = style.unicode ? '░' : ':';
  let line = '';
  for (let column = 0; column < columns; column += 1) {
    const mean = expected.cell(column, row);
    const seen = observed.cell(column, row);
    if (mean !== undefined) line += paint(style, 'forecast', mean);
    else if (seen !== undefined) line += paint(style, 'history', seen);
    else line += band(column, row) ? paint(style, 'band', shade) : ' ';
  }
  return style.colour ? line : line.trimEnd();
}

/**
 * @typedef {{ top: number, bottom: number, from: number, now: number | undefined, to: number }} Scale
 *
 * @param {readonly Observed[]} history
 * @param {readonly Expected[]} forecast
 * @returns {Scale | undefined}
 */
function scaleOf(history, forecast) {
  const values = [
    ...history.map(({ value }) => value),
    ...forecast.flatMap(({ mean, lower, upper }) => [mean, lower, upper]),
  ];
  const instants = [...history, ...forecast].map(({ at }) => at);
  const [from, to] = [instants[0], instants.at(-1)];
  if (from === undefined || to === undefined) return undefined;
  const [bottom, top] = [Math.min(...values), Math.max(...values)];
  const now = history.at(-1)?.at;
  return { top, bottom, from, now: forecast.length === 0 ? undefined : now, to };
}

/**
 * @param {{ width: number, height: number }} canvas
 * @param {Scale} scale
 */
function placeOn({ width, height }, { top, bottom, from, to }) {
  return (/** @type {number} */ at, /** @type {number} */ value) => ({
    x: Math.round(share(at, from, to) * (width - 1)),
    y: Math.round((1 - share(value, bottom, top)) * (height - 1)),
  });
}

/**
 * Where a value lies between two others, 0 to 1; in the middle when these are one.
 *
 * @param {number} value
 * @param {number} low
 * @param {number} high
 */
const share = (value, low, high) => (high > low ? (value - low) / (high - low) : 0.5);

/**
 * Whether a cell lies in the interval of the forecast point nearest to its column.
 *
 * @param {readonly Expected[]} forecast
 * @param {{ columns: number, rows: number }} size
 * @param {Scale} scale
 */
function bandCells(forecast, { columns, rows }, { top, bottom, from, to }) {
  /** @type {Map<number, { high: number, low: number }>} */
  const reach = new Map();
  const rowOf = (/** @type {number} */ value) => Math.round((1 - share(value, bottom, top)) * (rows - 1));
  const columnOf = (/** @type {number} */ at) => Math.round(share(at, from, to) * (columns - 1));
  forecast.forEach(({ at, lower, upper }, index) => {
    const until = forecast[index + 1]?.at;
    const last = until === undefined ? columnOf(at) : Math.max(columnOf(at), columnOf(until) - 1);
    for (let column = columnOf(at); column <= last; column += 1) {
      const known = reach.get(column) ?? { high: rows, low: -1 };
      reach.set(column, {
        high: Math.min(known.high, rowOf(upper)),
        low: Math.max(known.low, rowOf(lower)),
      });
    }
  });
  return (/** @type {number} */ column, /** @type {number} */ row) => {
    const { high, low } = reach.get(column) ?? { high: rows, low: -1 };
    return row >= high && row <= low;
  };
}

/**
 * The history in pieces without holes.
 *
 * @param {readonly Observed[]} history
 * @param {number} stepMs
 */
function pieces(history, stepMs) {
  /** @type {Observed[][]} */
  const found = [];
  for (const point of history) {
    const last = found.at(-1);
    const before = last?.at(-1);
    if (last !== undefined && before !== undefined && point.at - before.at <= holeSteps * stepMs) {
      last.push(point);
    } else found.push([point]);
  }
  return found;
}

/**
 * @param {number} gutter
 * @param {number} columns
 * @param {Scale} scale
 * @param {TerminalStyle} style
 */
function axis(gutter, columns, { from, now, to }, { unicode }) {
  /** @type {string[]} */
  const cells = Array.from({ length: columns }, () => (unicode ? '─' : '-'));
  if (now !== undefined) cells[Math.round(share(now, from, to) * (columns - 1))] = unicode ? '┴' : '+';
  return ` ${' '.repeat(gutter)} ${unicode ? '└' : '+'}${cells.join('')}`;
}

/**
 * @param {number} gutter
 * @param {number} columns
 * @param {Scale} scale
 * @param {number} stepMs
 */
function dates(gutter, columns, { from, now, to }, stepMs) {
  const first = formatInstant(from, stepMs);
  const last = formatInstant(to, stepMs);
  const line = Array.from({ length: columns }, () => ' ');
  const write = (/** @type {string} */ text, /** @type {number} */ start) => {
    for (const [index, character] of [...text].entries()) line[start + index] = character;
  };
  write(first, 0);
  write(last, columns - last.length);
  if (now !== undefined) {
    const text = formatInstant(now, stepMs);
    const centre = Math.round(share(now, from, to) * (columns - 1));
    const start = Math.min(columns - last.length - text.length - 2, centre - Math.floor(text.length / 2));
    if (start > first.length + 1) write(text, start);
  }
  return ` ${' '.repeat(gutter)}  ${line.join('').trimEnd()}`;
}
