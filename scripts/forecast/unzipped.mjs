import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { UsageError } from './errors.mjs';

/**
 * The bytes themselves, or what they hold where they are gzip, told by the first two of them. In memory of a few chunks.
 *
 * @param {AsyncIterable<Uint8Array>} chunks
 * @returns {AsyncGenerator<Uint8Array>}
 * @throws {UsageError} for gzip that is cut off or damaged
 */
export async function* unzipped(chunks) {
  const iterator = chunks[Symbol.asyncIterator]();
  let head = new Uint8Array();
  while (head.length < 2) {
    const next = await iterator.next();
    if (next.done === true) break;
    head = Buffer.concat([head, next.value]);
  }
  const whole = withHead(head, iterator);
  try {
    if (head[0] === 0x1f && head[1] === 0x8b) yield* gunzipped(whole);
    else yield* whole;
  } finally {
    await iterator.return?.();
  }
}

/**
 * @param {Uint8Array} head
 * @param {AsyncIterator<Uint8Array>} rest
 */
async function* withHead(head, rest) {
  if (head.length > 0) yield head;
  for (let next = await rest.next(); next.done !== true; next = await rest.next()) yield next.value;
}

/** @param {AsyncIterable<Uint8Array>} chunks */
async function* gunzipped(chunks) {
  const source = Readable.from(chunks, { objectMode: false });
  const gunzip = createGunzip();
  source.on('error', (error) => gunzip.destroy(error));
  try {
    yield* source.pipe(gunzip);
  } catch (error) {
    const { code } = /** @type {NodeJS.ErrnoException} */ (error);
    if (code === undefined || !code.startsWith('Z_')) throw error;
    throw new UsageError(`The compressed input is cut off or damaged: ${code}.`);
  }
}
