import type { Context } from 'hono';
import { DomainError } from '../../contracts/errors.ts';
import type { ApiEnv } from '../environment.ts';
import { bodyBytesMax } from '../limits.ts';
import { mediaTypeUnsupported } from '../problems/http-error.ts';
import { decodeContent } from './decode.ts';
import { parseJson } from './parse-json.ts';
import { readBytes } from './read-bytes.ts';

/** A body as it came: its media type without parameters, and its text. */
export interface ReceivedBody {
  readonly mediaType: string;
  readonly text: string;
}

/**
 * Reads the body of a request that must be of one of `accepted` media types.
 *
 * @throws HttpError 415 for another type, 413 past the limit; DomainError when it does not decode or is not UTF-8
 */
export async function receiveBody(c: Context<ApiEnv>, accepted: readonly string[]): Promise<ReceivedBody> {
  const contentType = c.req.header('content-type') ?? '';
  const mediaType = contentType.split(';', 1).join('').trim().toLowerCase();
  if (!accepted.includes(mediaType)) throw mediaTypeUnsupported(contentType, accepted);
  const bytes = await readBytes(c.req.raw, bodyBytesMax);
  const coding = c.env?.bodyDecoded === true ? '' : (c.req.header('content-encoding') ?? '');
  return { mediaType, text: decodeUtf8(await decodeContent(bytes, coding, bodyBytesMax)) };
}

/** The JSON value of a body. */
export const jsonOf = ({ text }: ReceivedBody): unknown => parseJson(text);

function decodeUtf8(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new DomainError('invalid-argument', 'BODY_NOT_UTF8', 'the request body is not UTF-8 text', {
      cause,
    });
  }
}
