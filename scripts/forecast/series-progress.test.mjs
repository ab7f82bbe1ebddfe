import assert from 'node:assert/strict';
import { test } from 'node:test';
import { seriesProgress } from './series-progress.mjs';

const style = { columns: 80, unicode: false, colour: false };

/** @param {boolean} isTTY */
function recorded(isTTY) {
  const clock = { ms: 0 };
  /** @type {string[]} */
  const written = [];
  const stream = { isTTY, write: (/** @type {string} */ text) => written.push(text) };
  return { clock, written, progress: seriesProgress(stream, style, () => clock.ms) };
}

test('tells a log how far it is now and then, and at the end', () => {
  const { clock, written, progress } = recorded(false);
  for (let line = 1; line <= 12; line += 1) {
    clock.ms = line * 1_000;
    progress.count(line === 3);
  }
  progress.done();
  assert.deepEqual(written, [
    '5 lines in 5 s, 1 a second, 1 failed\n',
    '10 lines in 10 s, 1 a second, 1 failed\n',
    '  + 12 lines in 12 s, 1 a second, 1 failed\n',
  ]);
});

test('rewrites one line of a terminal, not for every series', () => {
  const { clock, written, progress } = recorded(true);
  for (let line = 1; line <= 100; line += 1) {
    clock.ms = line * 10;
    progress.count(false);
  }
  assert.equal(written.filter((text) => text.includes('lines')).length, 6);
});
