import type { Context } from 'hono';
import { DomainError } from '../../contracts/errors.ts';
import type { ApiEnv } from '../environment.ts';
import { mediaTypeUnsupported } from '../problems/http-error.ts';
import { boundJson } from './bound-json.ts';
import { decodeContent } from './decode.ts';
import { parseJson } from './parse-json.ts';
import { readBytes } from './read-bytes.ts';

/** A body as it came: its media type without parameters, and its text. */
export interface ReceivedBody {
  readonly mediaType: string;
  readonly text: string;
}

/** What a route takes for a body. */
export interface AcceptedBody {
  readonly mediaTypes: readonly string[];
  /** After decoding. */
  readonly bytesMax: number;
}

/**
 * Reads the body of a request. JSON is looked through (`boundJson`) before anybody parses it.
 *
 * @throws HttpError 415 for another type, 413 past the limit; DomainError when it does not decode, is not UTF-8, or is JSON
 *   that no request of ours is made of
 */
export async function receiveBody(
  c: Context<ApiEnv>,
  { mediaTypes, bytesMax }: AcceptedBody,
): Promise<ReceivedBody> {
  const contentType = c.req.header('content-type') ?? '';
  const mediaType = contentType.split(';', 1).join('').trim().toLowerCase();
  if (!mediaTypes.includes(mediaType)) throw mediaTypeUnsupported(contentType, mediaTypes);
  const bytes = await readBytes(c.req.raw, bytesMax);
  const coding = c.env?.bodyDecoded === true ? '' : (c.req.header('content-encoding') ?? '');
  const text = decodeUtf8(await decodeContent(bytes, coding, bytesMax));
  if (mediaType.endsWith('json')) boundJson(text, { byLine: mediaType === 'application/x-ndjson' });
  return { mediaType, text };
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
