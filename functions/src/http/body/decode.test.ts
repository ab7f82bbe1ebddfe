import { brotliCompressSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { decodeContent } from './decode.ts';

const bytes = new TextEncoder().encode('a point '.repeat(1_000));

it.each([
  ['gzip', gzipSync(bytes)],
  ['GZIP ', gzipSync(bytes)],
  ['deflate', deflateSync(bytes)],
  ['br', brotliCompressSync(bytes)],
  ['zstd', zstdCompressSync(bytes)],
  ['identity', bytes],
  ['', bytes],
])('undoes %j', async (coding, encoded) => {
  expect(Buffer.from(await decodeContent(encoded, coding, bytes.length)).equals(bytes)).toBe(true);
});

it.each([
  ['gzip', gzipSync(Buffer.alloc(50_000_000))],
  ['zstd', zstdCompressSync(Buffer.alloc(50_000_000))],
])('stops a small %s body that unfolds past the limit', async (coding, bomb) => {
  await expect(decodeContent(bomb, coding, 1_000_000)).rejects.toMatchObject({
    status: 413,
    reason: 'BODY_TOO_LARGE',
    extensions: { bodyBytesMax: 1_000_000 },
  });
});

it.each(['gzip', 'zstd'])('refuses what is not %s though the header says so', async (coding) => {
  await expect(decodeContent(bytes, coding, 1_000_000)).rejects.toMatchObject({
    code: 'invalid-argument',
    reason: 'BODY_ENCODING_INVALID',
  });
});

it.each(['snappy', 'gzip, br', 'constructor'])(
  'refuses the coding %j and names those it knows',
  async (coding) => {
    await expect(decodeContent(bytes, coding, 1_000_000)).rejects.toMatchObject({
      status: 415,
      reason: 'CONTENT_ENCODING_UNSUPPORTED',
      headers: { 'Accept-Encoding': 'gzip, deflate, br, zstd' },
    });
  },
);
