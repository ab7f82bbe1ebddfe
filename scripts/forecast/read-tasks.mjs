import { csvHeader, csvTasks } from './csv-tasks.mjs';
import { UsageError } from './errors.mjs';
import { splitLines } from './split-lines.mjs';
import { unzipped } from './unzipped.mjs';

/**
 * @typedef {import('./forecast-task.mjs').Task} Task
 *
 * `format` where it is known; `grouped` as in `csvTasks`.
 *
 * @typedef {{ format?: 'jsonl' | 'csv', grouped: boolean }} ReadOptions
 */

/**
 * What there is to do in a file, in its order. JSON lines come one by one; CSV is recognised by a header that names a
 * column of values; either may be gzipped. Blank lines are passed over, but counted.
 *
 * @param {AsyncIterable<Uint8Array>} chunks
 * @param {ReadOptions} options
 * @returns {AsyncGenerator<Task>}
 * @throws {UsageError} for CSV without a usable header, and for gzip that is damaged
 */
export async function* readTasks(chunks, { format, grouped }) {
  const lines = splitLines(unzipped(chunks));
  const head = await firstWithText(lines);
  if (head === undefined) return;
  const header = csvHeader(head.text);
  if (format === 'jsonl' || (format === undefined && header.value === undefined)) {
    for await (const one of withHead(head, lines)) if (one.text.trim() !== '') yield one;
  } else if (header.value === undefined) {
    throw new UsageError('The CSV header names no column "value" or "y".');
  } else yield* csvTasks({ header, lines, grouped });
}

/** @param {AsyncGenerator<{ line: number, text: string }>} lines */
async function firstWithText(lines) {
  for (let next = await lines.next(); next.done !== true; next = await lines.next()) {
    if (next.value.text.trim() !== '') return next.value;
  }
  return undefined;
}

/**
 * @template Line
 * @param {Line} head
 * @param {AsyncIterable<Line>} lines
 */
async function* withHead(head, lines) {
  yield head;
  yield* lines;
}
