import { createHash } from 'node:crypto';

/**
 * JSON with the keys of every object sorted, so that equal values give equal text whatever order Firestore or a person
 * put the fields in. What JSON cannot say (a timestamp, a reference: the console offers them) is named by its type; no
 * valid spec holds any.
 */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (value === undefined) return 'undefined';
  if (typeof value === 'number' && !Number.isFinite(value)) return String(value);
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) return `<${value.constructor.name}>`;
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, member]) => `${JSON.stringify(key)}:${canonicalJson(member)}`);
  return `{${members.join(',')}}`;
}

/**
 * The form of the status that goes with a hash, in front of it. Statuses of another form count as not observed and are
 * written anew, and a query finds them. 2: with a shard; 3: with `dueAt`.
 */
const statusForm = 's3';

/** The hashes of earlier forms, the first of which had none in front: all are less as text. */
export const earlierHashes = { from: '0', to: statusForm } as const;

/** SHA-256 of the canonical JSON of a spec, right or wrong: tells whether a spec was reconciled already. */
export function specHash(spec: unknown): string {
  return `${statusForm}:${createHash('sha256').update(canonicalJson(spec)).digest('hex')}`;
}
