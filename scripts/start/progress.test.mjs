import assert from 'node:assert/strict';
import { test } from 'node:test';
import { progressOn } from './progress.mjs';

/** @param {{ isTTY?: boolean, columns?: number }} properties */
function stream(properties) {
  /** @type {string[]} */
  const written = [];
  return { ...properties, written, write: (/** @type {string} */ text) => written.push(text) };
}
const style = { columns: 100, unicode: true, colour: false };

test('a terminal sees one line change', () => {
  const terminal = stream({ isTTY: true, columns: 20 });
  const progress = progressOn(terminal, style);
  progress.update('working on something long');
  progress.done('worked');
  assert.deepEqual(terminal.written, ['\r\u001b[K', '  … working on so', '\r\u001b[K', '  ✓ worked\n']);
});

test('anything else sees what was done', () => {
  const file = stream({});
  const progress = progressOn(file, { ...style, unicode: false });
  progress.update('working …');
  progress.clear();
  progress.done('worked → done');
  assert.deepEqual(file.written, ['  + worked -> done\n']);
});
