import { progressOn } from '../start/progress.mjs';
import { formatCount, formatDuration } from '../start/report/format.mjs';

/** How often a terminal, and how often a log, hears of progress. */
const terminalIntervalMs = 150;
const logIntervalMs = 5_000;

/**
 * Tells how many series are done: on a terminal in one line that changes, elsewhere in a line now and then.
 *
 * @param {{ isTTY?: boolean, columns?: number, write: (text: string) => unknown }} stream
 * @param {import('../start/report/terminal-style.mjs').TerminalStyle} style
 * @param {() => number} now ms, from any start
 */
export function seriesProgress(stream, style, now) {
  const line = progressOn(stream, style);
  const intervalMs = stream.isTTY ? terminalIntervalMs : logIntervalMs;
  const startedAt = now();
  const counts = { done: 0, failed: 0 };
  let toldAt = startedAt;
  const words = () => {
    const elapsedMs = now() - startedAt;
    const rate =
      elapsedMs > 0 ? `, ${formatCount(Math.round((1_000 * counts.done) / elapsedMs))} a second` : '';
    const failed = counts.failed === 0 ? '' : `, ${formatCount(counts.failed)} failed`;
    return `${formatCount(counts.done)} lines in ${formatDuration(elapsedMs)}${rate}${failed}`;
  };
  return {
    /** @param {boolean} failed */
    count(failed) {
      counts.done += 1;
      if (failed) counts.failed += 1;
      if (now() - toldAt < intervalMs) return;
      toldAt = now();
      if (stream.isTTY) line.update(words());
      else stream.write(`${words()}\n`);
    },
    clear: line.clear,
    done: () => line.done(words()),
  };
}

const nothing = () => undefined;

/** Progress for where nobody looks. */
export const noProgress = { count: nothing, clear: nothing, done: nothing };
