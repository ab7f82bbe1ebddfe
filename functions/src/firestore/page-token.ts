import { Buffer } from 'node:buffer';
import type { z } from 'zod';
import { DomainError } from '../contracts/errors.ts';

/** The token that a caller hands back to get the page from `position` on. It tells nothing, and is no secret. */
export const encodePageToken = (position: unknown): string =>
  Buffer.from(JSON.stringify(position)).toString('base64url');

/**
 * The position in a token that a caller sent.
 *
 * @throws {DomainError} `invalid-argument` (PAGE_TOKEN_INVALID) where it is none that the schema knows
 */
export function decodePageToken<T extends z.ZodType>(schema: T, token: string): z.output<T> {
  try {
    return schema.parse(JSON.parse(Buffer.from(token, 'base64url').toString('utf8')));
  } catch (cause) {
    throw new DomainError('invalid-argument', 'PAGE_TOKEN_INVALID', 'the page token is not one of ours', {
      fields: [{ pointer: '/pageToken', detail: 'expected the nextPageToken of an earlier answer' }],
      cause,
    });
  }
}

/** The error for a token of ours that another list, or the same by other filters, gave. */
export const foreignPageToken = (): DomainError =>
  new DomainError('invalid-argument', 'PAGE_TOKEN_INVALID', 'the page token belongs to another list', {
    fields: [
      { pointer: '/pageToken', detail: 'expected the nextPageToken of an earlier answer of this list' },
    ],
  });
