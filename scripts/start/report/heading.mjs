import { paint } from './terminal-style.mjs';

/**
 * A line across the terminal with a title in it, and something small at its end.
 *
 * @param {string} title
 * @param {import('./terminal-style.mjs').TerminalStyle} style
 * @param {string} [aside]
 */
export function heading(title, style, aside = '') {
  const end = aside === '' ? '' : ` ${aside} ──`;
  const rule = '─'.repeat(Math.max(2, style.columns - title.length - end.length - 5));
  return `${paint(style, 'quiet', '── ')}${paint(style, 'title', title)} ${paint(style, 'quiet', rule + end)}`;
}
