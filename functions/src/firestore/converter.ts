import { type FirestoreDataConverter, type SetOptions, Timestamp } from 'firebase-admin/firestore';
import type { z } from 'zod';
import { DomainError } from '../contracts/errors.ts';
import { fieldProblems } from '../contracts/validation.ts';

/**
 * Encodes and decodes one kind of document by its schema: `Timestamp` at rest, `Date` inside, parsed both ways.
 *
 * A document that does not parse becomes an error that names its path and the fields at fault, without its contents.
 */
export function schemaConverter<T extends z.ZodObject>(
  schema: T,
): FirestoreDataConverter<z.output<T>, Record<string, unknown>> {
  return {
    toFirestore: (data: object, options?: SetOptions) =>
      options === undefined
        ? (parseDocument(schema, data, 'a document about to be written') as Record<string, unknown>)
        : parsePart(schema, data),
    fromFirestore: (snapshot) =>
      parseDocument(schema, withDates(snapshot.data()), `the document ${snapshot.ref.path}`),
  };
}

/** A merge writes the fields that it names and no others: the schema's defaults must not fill in the rest. */
function parsePart(schema: z.ZodObject, data: object): Record<string, unknown> {
  const parsed = parseDocument(schema.partial(), data, 'a document about to be merged') as Record<
    string,
    unknown
  >;
  return Object.fromEntries(Object.keys(data).map((key) => [key, parsed[key]]));
}

function parseDocument<T extends z.ZodObject>(schema: T, data: unknown, what: string): z.output<T> {
  const result = schema.safeParse(data);
  if (result.success) return result.data;
  const fields = fieldProblems(result.error);
  const places = fields.map(({ pointer, detail }) => `${pointer || '/'}: ${detail}`).join('; ');
  throw new DomainError('internal', 'DOCUMENT_INVALID', `${what} does not match its schema`, {
    cause: new Error(`${what}: ${places}`),
  });
}

/** A copy of document data in which every `Timestamp` is a `Date`. */
export function withDates(value: unknown): unknown {
  if (value instanceof Timestamp) return value.toDate();
  if (Array.isArray(value)) return value.map(withDates);
  if (value === null || typeof value !== 'object' || value instanceof Date) return value;
  const prototype = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withDates(inner)]));
}
