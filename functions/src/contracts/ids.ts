import { createHash, randomBytes } from 'node:crypto';
import { z } from 'zod';

/** The kinds of id in this system; each id starts with its prefix so that a person knows what it names. */
export const idPrefixes = {
  organization: 'org',
  metric: 'met',
  sum: 'sum',
  forecast: 'fct',
  anomaly: 'ano',
  backfill: 'bkf',
  alert: 'alr',
  alertEvent: 'evt',
  alertRule: 'rul',
  forecastJob: 'job',
  run: 'run',
  channel: 'chn',
  notificationPolicy: 'pol',
  notificationGroup: 'grp',
  delivery: 'dlv',
  inhibitionRule: 'inh',
  silence: 'sil',
  apiKey: 'key',
  invitation: 'inv',
  auditEntry: 'aud',
  export: 'exp',
  erasure: 'era',
  request: 'req',
} as const;

export type IdKind = keyof typeof idPrefixes;

/** Hex digits of SHA-256 kept in a deterministic id: 96 bits, collision free for any number of documents we can hold. */
const hashDigits = 24;

/**
 * An id that is the same whenever its parts are the same, so that writing twice writes once.
 *
 * Parts are joined as a JSON array before hashing, so that `['a', 'bc']` and `['ab', 'c']` differ.
 */
export function deterministicId(kind: IdKind, ...parts: readonly (string | number)[]): string {
  const digest = createHash('sha256').update(JSON.stringify(parts)).digest('hex');
  return `${idPrefixes[kind]}_${digest.slice(0, hashDigits)}`;
}

/** An unguessable id for something that a person creates; random, so that writes spread over the key space. */
export function randomId(kind: IdKind): string {
  return `${idPrefixes[kind]}_${randomBytes(hashDigits / 2).toString('hex')}`;
}

/** Schema of an id of the given kind, for paths and references. Ids made by hand in the console are accepted too. */
export function idSchema(kind: IdKind) {
  const prefix = idPrefixes[kind];
  return z
    .string()
    .regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,127}$/, 'expected letters, digits, "_" and "-", at most 128 of them')
    .meta({ description: `id of a resource of kind ${kind}`, example: `${prefix}_4f1c0a9be2d84c6f9a1b2c3d` });
}
