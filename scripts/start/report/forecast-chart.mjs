import { axis, dates } from './chart-axis.mjs';
import { chartCanvas } from './chart-canvas.mjs';
import { placeOn, scaleOf, share } from './chart-scale.mjs';
import { formatNumber } from './format.mjs';
import { paint } from './terminal-style.mjs';

/**
 * What a chart shows: observed points, then forecast ones with one interval each. Instants in ms UTC; `stepMs` is the
 * spacing of the series: a hole wider than that breaks the line.
 *
 * @typedef {import('./chart-scale.mjs').Observed} Observed
 * @typedef {import('./chart-scale.mjs').Expected} Expected
 * @typedef {import('./chart-scale.mjs').Scale} Scale
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
