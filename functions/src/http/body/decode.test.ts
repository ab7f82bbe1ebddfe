import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { decodeContent } from './decode.ts';

const bytes = new TextEncoder().encode('a point '.repeat(1_000));

it.each([
  ['gzip', gzipSync(bytes)],
  ['GZIP ', gzipSync(bytes)],
  ['deflate', deflateSync(bytes)],
  ['br', brotliCompressSync(bytes)],
  ['identity', bytes],
  ['', bytes],
])('undoes %j', async (coding, encoded) => {
  expect(Buffer.from(await decodeContent(encoded, coding, bytes.length)).equals(bytes)).toBe(true);
});

it('stops a small body that unfolds past the limit', async () => {
  const bomb = gzipSync(Buffer.alloc(50_000_000));
  await expect(decodeContent(bomb, 'gzip', 1_000_000)).rejects.toMatchObject({
    status: 413,
    reason: 'BODY_TOO_LARGE',
    extensions: { bodyBytesMax: 1_000_000 },
  });
});

it('refuses what is not what the header says', async () => {
  await expect(decodeContent(bytes, 'gzip', 1_000_000)).rejects.toMatchObject({
    code: 'invalid-argument',
    reason: 'BODY_ENCODING_INVALID',
  });
});

it.each(['zstd', 'gzip, br', 'constructor'])(
  'refuses the coding %j and names those it knows',
  async (coding) => {
    await expect(decodeContent(bytes, coding, 1_000_000)).rejects.toMatchObject({
      status: 415,
      reason: 'CONTENT_ENCODING_UNSUPPORTED',
      headers: { 'Accept-Encoding': 'gzip, deflate, br' },
    });
  },
);
