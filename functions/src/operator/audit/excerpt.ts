import { withDates } from '../../firestore/converter.ts';
import { isSecretName, textWithoutSecrets, withheld } from './without-secrets.ts';

/** What is kept of a document in the audit log. */
export type Excerpt = Record<string, unknown>;

/** Bytes of one top-level field that are kept, as JSON. */
const fieldBytesMax = 4_096;

/** Bytes of one document that are kept, as JSON: an entry has two, and a page of an export 500 entries. */
export const excerptBytesMax = 16_384;

/** Levels of maps and lists within a field that are kept. Firestore stores 20, and the entry itself has two. */
const levelsMax = 12;

/**
 * A copy of a document for the log, which Firestore can store whatever the document holds: what looks like a secret is
 * withheld, a field too long or too deep for it is named and not kept, and so are the longest where all together are too long.
 * Instants stay instants; of values that JSON does not know, only the kind is kept.
 */
export function excerptOf(document: object | null): Excerpt | null {
  if (document === null) return null;
  return fitted(
    Object.entries(withDates(document) as object)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => [name, keptOf(name, value)]),
  );
}

type Field = readonly [name: string, kept: unknown];

function keptOf(name: string, value: unknown): unknown {
  // Before it is searched for secrets: a text has no end that we know of.
  if (typeof value === 'string' && value.length > fieldBytesMax) return notKept(Buffer.byteLength(value));
  const kept = storable(name, value, levelsMax);
  const bytes = bytesOf(kept);
  return bytes <= fieldBytesMax ? kept : notKept(bytes);
}

function storable(name: string, value: unknown, levels: number): unknown {
  if (value === null || value === undefined) return null;
  if (isSecretName(name)) return withheld;
  switch (typeof value) {
    case 'string':
      return value.length > fieldBytesMax ? notKept(Buffer.byteLength(value)) : textWithoutSecrets(value);
    case 'number':
    case 'boolean':
      return value;
    case 'object':
      return storableObject(value, levels);
    default:
      return `[${typeof value}]`;
  }
}

function storableObject(value: object, levels: number): unknown {
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value;
  if (levels === 0) return '[too deep, not kept here]';
  if (Array.isArray(value)) {
    const items = value.map((item) => storable('', item, levels - 1));
    // Firestore stores no list in a list.
    return items.map((item) => (Array.isArray(item) ? { ...item } : item));
  }
  const prototype = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) return `[${value.constructor.name}]`;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, inner]) => inner !== undefined)
      .map(([key, inner]) => [key, storable(key, inner, levels - 1)]),
  );
}

/** The shortest fields first, as long as they fit; the others by name, as long as these fit; then how many are left out. */
function fitted(fields: readonly Field[]): Excerpt {
  const excerpt: Excerpt = {};
  let left = excerptBytesMax;
  let omitted = 0;
  const take = (name: string, kept: unknown): boolean => {
    const bytes = Buffer.byteLength(name) + bytesOf(kept);
    if (bytes > left) return false;
    excerpt[name] = kept;
    left -= bytes;
    return true;
  };
  const shortestFirst = fields.toSorted(([, a], [, b]) => bytesOf(a) - bytesOf(b));
  for (const [name, kept] of shortestFirst) {
    if (!take(name, kept) && !take(name, notKept(bytesOf(kept)))) omitted += 1;
  }
  return omitted === 0 ? excerpt : { ...excerpt, '…': `${omitted} more fields, not kept here` };
}

const bytesOf = (value: unknown): number => Buffer.byteLength(JSON.stringify(value));

const notKept = (bytes: number): string => `[${bytes} bytes, not kept here]`;
