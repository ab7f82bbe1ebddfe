import { paint, plainWhereNeeded } from './report/terminal-style.mjs';

/**
 * What is going on, for the person who waits. `update` says what is being done, `done` what was.
 *
 * @typedef {{ update: (line: string) => void, done: (line: string) => void, clear: () => void }} Progress
 */

/**
 * Progress on a stream: a terminal sees one line that changes, anything else only what is done.
 *
 * @param {{ isTTY?: boolean, columns?: number, write: (text: string) => unknown }} stream
 * @param {import('./report/terminal-style.mjs').TerminalStyle} style
 * @returns {Progress}
 */
export function progressOn(stream, style) {
  const clear = () => {
    if (stream.isTTY) stream.write('\r\u001b[K');
  };
  return {
    update(line) {
      if (!stream.isTTY) return;
      clear();
      const room = (stream.columns ?? 80) - 5;
      stream.write(`  ${paint(style, 'quiet', plainWhereNeeded(style, `… ${line}`.slice(0, room)))}`);
    },
    done(line) {
      clear();
      stream.write(
        `  ${paint(style, 'good', plainWhereNeeded(style, '✓'))} ${plainWhereNeeded(style, line)}\n`,
      );
    },
    clear,
  };
}
