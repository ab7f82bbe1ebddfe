import assert from 'node:assert/strict';
import { test } from 'node:test';
import { splitLines } from './split-lines.mjs';

/** @param {Uint8Array[]} chunks */
async function lines(...chunks) {
  const source = (async function* () {
    yield* chunks;
  })();
  const found = [];
  for await (const { line, text } of splitLines(source)) found.push(`${line}:${text}`);
  return found;
}

/** @param {string} text */
const bytes = (text) => new TextEncoder().encode(text);

test('numbers lines, whether or not the last one is ended', async () => {
  assert.deepEqual(await lines(bytes('a\n\nb\n')), ['1:a', '2:', '3:b']);
  assert.deepEqual(await lines(bytes('a\nb')), ['1:a', '2:b']);
  assert.deepEqual(await lines(), []);
});

test('puts a line together from chunks that cut through it and through a character', async () => {
  const whole = bytes('{"id":"Zürich"}\nnext\n');
  const pieces = [...whole].map((byte) => Uint8Array.of(byte));
  assert.deepEqual(await lines(...pieces), ['1:{"id":"Zürich"}', '2:next']);
});

test('leaves a line separator of Unicode inside its line, and a byte order mark out', async () => {
  assert.deepEqual(await lines(bytes('\uFEFFa\u2028b\nc')), ['1:a\u2028b', '2:c']);
});
