import { createHash } from 'node:crypto';
import { canonicalJson } from '../../scheduling/spec-hash.ts';

/**
 * The entity tag (RFC 9110, 8.8.3) of what is answered: SHA-256 of its JSON, members in order of name, since Firestore gives
 * them in an order of its own. Strong: any difference but that order gives another tag, and the same answer the same one,
 * from whatever instance and whichever operation.
 */
export function etagOf(answer: object): string {
  const text = canonicalJson(JSON.parse(JSON.stringify(answer)));
  return `"${createHash('sha256').update(text).digest('base64url').slice(0, 27)}"`;
}
