import type { Context } from 'hono';
import { z } from 'zod';
import { DomainError } from '../../contracts/errors.ts';
import type { Precondition } from '../../contracts/precondition.ts';
import type { ApiEnv } from '../environment.ts';
import { readEntityTags } from './entity-tags.ts';
import { etagOf } from './etag.ts';

const ifMatch = 'If-Match';
const ifNoneMatch = 'If-None-Match';

/** The header of an operation that changes a resource. */
export const ifMatchHeaderSchema = z.object({
  [ifMatch]: z.string().optional().meta({
    description: 'change the resource only if its `ETag` is one of these; 412 otherwise',
    example: '"hGx1bUEqXfN8c0uQd3W2tYkR5aZ"',
  }),
});

/** The header of an operation that reads a resource. */
export const ifNoneMatchHeaderSchema = z.object({
  [ifNoneMatch]: z.string().optional().meta({
    description: 'answer 304 without a body if the `ETag` of the resource is one of these',
    example: '"hGx1bUEqXfN8c0uQd3W2tYkR5aZ"',
  }),
});

/**
 * What `If-Match` of a request asks; undefined where it has none. Tags are compared strongly (RFC 9110, 13.1.1): a weak one
 * never matches. `*` matches whatever is there.
 *
 * @throws {DomainError} `invalid-argument` for a header that is none; when called, `failed-precondition` (RESOURCE_CHANGED)
 */
export function preconditionOf(c: Context<ApiEnv>): Precondition | undefined {
  const header = c.req.header(ifMatch);
  if (header === undefined) return undefined;
  const wanted = readEntityTags(ifMatch, header);
  return (current) => {
    const etag = etagOf(current);
    if (wanted === '*' || wanted.some(({ weak, opaque }) => !weak && opaque === etag)) return;
    throw new DomainError(
      'failed-precondition',
      'RESOURCE_CHANGED',
      `the resource is not the one that ${ifMatch} names: its ETag is ${etag} now. Read it again, and decide anew`,
      { extensions: { etag } },
    );
  };
}

/** Whether the caller has what is tagged so already, as `If-None-Match` says; compared weakly (RFC 9110, 13.1.2). */
export function isKnownToCaller(c: Context<ApiEnv>, etag: string): boolean {
  const header = c.req.header(ifNoneMatch);
  if (header === undefined) return false;
  const known = readEntityTags(ifNoneMatch, header);
  return known === '*' || known.some(({ opaque }) => opaque === etag);
}
