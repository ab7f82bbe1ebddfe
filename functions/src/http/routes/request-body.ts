import type { z } from 'zod';
import { parseOrThrow } from '../../contracts/validation.ts';
import { jsonOf, type ReceivedBody } from '../body/received-body.ts';
import { bodyBytesMax } from '../limits.ts';

/** One representation that a route takes: what the OpenAPI document says of it. */
export interface BodyContent {
  readonly schema: z.ZodType;
  readonly examples: Readonly<Record<string, { readonly summary: string; readonly value: unknown }>>;
}

/** The body of a route's requests: its representations, and how a received one becomes what the handler gets. */
export interface RequestBody<B> {
  readonly content: Readonly<Record<string, BodyContent>>;
  /** What stands for a body that is not there; without it, a body is required. */
  readonly whenAbsent?: ReceivedBody;
  /** Largest body, after decoding; `smallBodyBytesMax` where absent. */
  readonly bytesMax?: number;
  read(received: ReceivedBody): B;
}

/** A JSON body that the route checks against its schema. */
export function jsonBody<T extends z.ZodType>(
  schema: T,
  examples: BodyContent['examples'],
): RequestBody<z.output<T>> {
  return {
    content: { 'application/json': { schema, examples } },
    read: (received) => parseOrThrow(schema, jsonOf(received), 'request body'),
  };
}

/** A JSON body that the verb checks itself; the schema is for readers. */
export function uncheckedJsonBody(
  schema: z.ZodType,
  examples: BodyContent['examples'],
): RequestBody<unknown> {
  return { content: { 'application/json': { schema, examples } }, read: jsonOf };
}

/** A JSON merge patch (RFC 7396), under either of its media types. */
export function mergePatchBody<T extends z.ZodType>(
  schema: T,
  examples: BodyContent['examples'],
): RequestBody<z.output<T>> {
  const { read } = jsonBody(schema, examples);
  const content = { schema, examples };
  return { content: { 'application/merge-patch+json': content, 'application/json': content }, read };
}

/** A JSON body that may be left out, which says the same as `{}`. */
export function optionalJsonBody<T extends z.ZodType>(
  schema: T,
  examples: BodyContent['examples'],
): RequestBody<z.output<T>> {
  return { ...jsonBody(schema, examples), whenAbsent: { mediaType: 'application/json', text: '{}' } };
}

/** The same body with room for series. */
export const withSeries = <B>(body: RequestBody<B>): RequestBody<B> => ({ ...body, bytesMax: bodyBytesMax });
