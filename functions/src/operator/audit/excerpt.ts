/** What is kept of a document in the audit log. */
export type Excerpt = Record<string, unknown>;

/** Bytes of one top-level field that are kept, as JSON. An entry has two documents, and must stay far below 1 MiB. */
const fieldBytesMax = 4_096;

/** Names of fields whose values are never written down, wherever they stand. Documents hold none; this is the second lock. */
const secretNames = /secret|password|token|authorization|credential|routingKey|apiKey$|^hash$|signature/i;

/** Our own API keys, in any text. */
const apiKeys = /\biv_[A-Za-z0-9_-]{16,}/g;

const withheld = '[withheld]';

/** A copy of a document for the log: what looks like a secret withheld, and each field too long for it named, not kept. */
export function excerptOf(document: object | null): Excerpt | null {
  if (document === null) return null;
  return Object.fromEntries(
    Object.entries(document)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => [name, bounded(withoutSecrets(name, value))]),
  );
}

function withoutSecrets(name: string, value: unknown): unknown {
  if (value !== null && secretNames.test(name)) return withheld;
  if (typeof value === 'string') return value.replaceAll(apiKeys, withheld);
  if (Array.isArray(value)) return value.map((item) => withoutSecrets('', item));
  if (value === null || typeof value !== 'object' || value instanceof Date) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, inner]) => inner !== undefined)
      .map(([key, inner]) => [key, withoutSecrets(key, inner)]),
  );
}

function bounded(value: unknown): unknown {
  const bytes = Buffer.byteLength(JSON.stringify(value));
  return bytes <= fieldBytesMax ? value : `[${bytes} bytes, not kept here]`;
}
