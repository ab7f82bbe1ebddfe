import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { UsageError } from './errors.mjs';
import { unzipped } from './unzipped.mjs';

/** @param {Uint8Array[]} chunks */
async function text(...chunks) {
  const source = (async function* () {
    yield* chunks;
  })();
  const found = [];
  for await (const chunk of unzipped(source)) found.push(chunk);
  return Buffer.concat(found).toString('utf8');
}

const bytes = Buffer.from('{"id":"Zürich"}\n'.repeat(5_000));

test('passes plain bytes on, also fewer than two of them', async () => {
  assert.equal(await text(bytes), bytes.toString());
  assert.equal(await text(Buffer.from('a')), 'a');
  assert.equal(await text(), '');
});

test('unzips, also what comes byte by byte', async () => {
  const zipped = gzipSync(bytes);
  assert.equal(await text(zipped), bytes.toString());
  assert.equal(await text(...[...zipped].map((byte) => Uint8Array.of(byte))), bytes.toString());
});

test('says what is wrong with gzip that is cut off or damaged', async () => {
  const zipped = gzipSync(bytes);
  await assert.rejects(text(zipped.subarray(0, 60)), UsageError);
  await assert.rejects(text(Buffer.from(zipped).fill(0, 20, 40)), UsageError);
});
