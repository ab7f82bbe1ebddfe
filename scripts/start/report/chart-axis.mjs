import { share } from './chart-scale.mjs';
import { formatInstant } from './format.mjs';

/**
 * The line below a chart, with a mark where the history ends.
 *
 * @param {number} gutter
 * @param {number} columns
 * @param {import('./chart-scale.mjs').Scale} scale
 * @param {import('./terminal-style.mjs').TerminalStyle} style
 */
export function axis(gutter, columns, { from, now, to }, { unicode }) {
  /** @type {string[]} */
  const cells = Array.from({ length: columns }, () => (unicode ? '─' : '-'));
  if (now !== undefined) cells[Math.round(share(now, from, to) * (columns - 1))] = unicode ? '┴' : '+';
  return ` ${' '.repeat(gutter)} ${unicode ? '└' : '+'}${cells.join('')}`;
}

/**
 * The instants below the axis: the first, the end of the history where there is room, the last.
 *
 * @param {number} gutter
 * @param {number} columns
 * @param {import('./chart-scale.mjs').Scale} scale
 * @param {number} stepMs
 */
export function dates(gutter, columns, { from, now, to }, stepMs) {
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
