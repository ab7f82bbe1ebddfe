import { promisify } from 'node:util';
import { brotliDecompress, gunzip, inflate, zstdDecompress } from 'node:zlib';
import { DomainError } from '../../contracts/errors.ts';
import { bodyTooLarge, HttpError } from '../problems/http-error.ts';

type Decode = (bytes: Uint8Array, options: { maxOutputLength: number }) => Promise<Uint8Array>;

const decoders: ReadonlyMap<string, Decode> = new Map<string, Decode>([
  ['gzip', promisify(gunzip)],
  ['deflate', promisify(inflate)],
  ['br', promisify(brotliDecompress)],
  ['zstd', promisify(zstdDecompress)],
]);

/**
 * Undoes the content coding of a body. Output is bounded while it is made, so that a small body that unfolds into
 * gigabytes costs no more than an honest one.
 *
 * @throws HttpError 415 for a coding that is not ours, 413 past `bytesMax`; DomainError `BODY_ENCODING_INVALID`
 */
export async function decodeContent(
  bytes: Uint8Array,
  coding: string,
  bytesMax: number,
): Promise<Uint8Array> {
  const name = coding.trim().toLowerCase();
  if (name === '' || name === 'identity') return bytes;
  const decode = decoders.get(name);
  if (decode === undefined) throw codingUnsupported(name);
  try {
    return await decode(bytes, { maxOutputLength: bytesMax });
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') throw bodyTooLarge(bytesMax);
    throw new DomainError('invalid-argument', 'BODY_ENCODING_INVALID', `the body is not valid ${name}`, {
      cause,
    });
  }
}

function codingUnsupported(name: string): HttpError {
  const accepted = [...decoders.keys()];
  return new HttpError(
    { status: 415, code: 'invalid-argument', reason: 'CONTENT_ENCODING_UNSUPPORTED' },
    `the content encoding ${JSON.stringify(name)} is not understood here: expected one of ${accepted.join(', ')}`,
    { extensions: { accepted }, headers: { 'Accept-Encoding': accepted.join(', ') } },
  );
}
