import { styleText } from 'node:util';

/**
 * How a report may look: `columns` wide, with or without characters beyond ASCII, with or without colour.
 *
 * @typedef {{ columns: number, unicode: boolean, colour: boolean }} TerminalStyle
 * @typedef {'history' | 'forecast' | 'band' | 'title' | 'quiet' | 'good' | 'bad' | 'caution'} Role
 */

const columnsWithoutTerminal = 100;
const columnsMin = 60;
const columnsMax = 120;

/** @type {Record<Role, Parameters<typeof styleText>[0]>} */
const looks = {
  history: 'cyan',
  forecast: ['bold', 'yellow'],
  band: 'yellow',
  title: 'bold',
  quiet: 'dim',
  good: 'green',
  bad: ['bold', 'red'],
  caution: 'yellow',
};

/**
 * What the terminal (or whatever standard output is) can show. Colour only on a terminal and without NO_COLOR;
 * characters beyond ASCII only in a UTF-8 locale. Windows has no such locale, its terminals show them all.
 *
 * @param {{ isTTY?: boolean, columns?: number }} stream
 * @param {NodeJS.ProcessEnv} env
 * @param {NodeJS.Platform} [platform]
 * @returns {TerminalStyle}
 */
export function terminalStyle(stream, env, platform = process.platform) {
  const locale = env.LC_ALL || env.LC_CTYPE || env.LANG || '';
  const columns = (stream.isTTY && stream.columns) || columnsWithoutTerminal;
  return {
    columns: Math.min(columnsMax, Math.max(columnsMin, columns)),
    unicode: platform === 'win32' || /utf-?8/i.test(locale),
    colour: stream.isTTY === true && !env.NO_COLOR && env.TERM !== 'dumb',
  };
}

/**
 * Gives a text the look of its role, where colour is wanted.
 *
 * @param {TerminalStyle} style
 * @param {Role} role
 * @param {string} text
 */
export function paint({ colour }, role, text) {
  return colour && text !== '' ? styleText(looks[role], text, { validateStream: false }) : text;
}

/**
 * The same text with nothing but ASCII, where the terminal has nothing else.
 *
 * @param {TerminalStyle} style
 * @param {string} text
 */
export function plainWhereNeeded({ unicode }, text) {
  if (unicode) return text;
  return [...text]
    .map((character) => (character < '\u0080' ? character : (asciiFor.get(character) ?? '?')))
    .join('');
}

const asciiFor = new Map([
  ['─', '-'],
  ['━', '='],
  ['│', '|'],
  ['┤', '|'],
  ['└', '+'],
  ['┴', '+'],
  ['┬', '+'],
  ['·', '-'],
  ['–', '-'],
  ['×', 'x'],
  ['…', '...'],
  ['→', '->'],
  ['◀', '<'],
  ['●', '*'],
  ['○', 'o'],
  ['✓', '+'],
  ['≥', '>='],
  ['°', 'deg'],
  ['µ', 'u'],
  ['±', '+/-'],
  ['’', "'"],
  ['“', '"'],
  ['”', '"'],
]);
