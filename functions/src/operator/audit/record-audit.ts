import { isDeepStrictEqual } from 'node:util';
import { actorName, type Identity } from '../../contracts/context.ts';
import { randomId } from '../../contracts/ids.ts';
import { collection } from '../../firestore/collections.ts';
import type { Database, Writer } from '../../firestore/database.ts';
import { type Excerpt, excerptOf } from './excerpt.ts';

/** Days for which an entry is kept: a year, and a month to look at it. */
export const auditRetentionDays = 400;

const dayMs = 86_400_000;
const userAgentLengthMax = 256;

/** Who acts, for which organization, from where, and when. */
export type AuditedCall = Pick<Identity, 'orgId' | 'actor' | 'now' | 'requestId' | 'origin'> & {
  readonly db: Database;
};

export interface AuditedChange {
  /** What was done: `update`, `revoke`. The entry says `alert-rule.update`. */
  readonly verb: string;
  /** Kind of resource, as its permission names it, in the singular: `alert-rule`. */
  readonly type: string;
  readonly id: string;
  /** The document before; null where there was none. */
  readonly before: object | null;
  /** The document after; null where there is none any more. */
  readonly after: object | null;
}

/**
 * Writes into the audit log what a verb changes, by the writer of the change itself: both are there, or neither. What is
 * kept of the documents is bounded, and free of what looks like a secret ({@link excerptOf}).
 */
export function recordAudit(
  { db, orgId, actor, now, requestId, origin }: AuditedCall,
  writer: Writer,
  { verb, type, id, before, after }: AuditedChange,
): void {
  const [was, is] = [excerptOf(before), excerptOf(after)];
  writer.create(collection(db.firestore, orgId, 'audit_log').doc(randomId('auditEntry')), {
    at: now,
    actor: actorName(actor),
    action: `${type}.${verb}`,
    resourceType: type,
    resourceId: id,
    changed: changedFields(was ?? {}, is ?? {}),
    before: was,
    after: is,
    address: origin?.address ?? null,
    userAgent: origin?.userAgent?.slice(0, userAgentLengthMax) ?? null,
    requestId,
    expireAt: new Date(now.getTime() + auditRetentionDays * dayMs),
  });
}

const changedFields = (before: Excerpt, after: Excerpt): string[] =>
  [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .filter((field) => !isDeepStrictEqual(before[field], after[field]))
    .sort();
