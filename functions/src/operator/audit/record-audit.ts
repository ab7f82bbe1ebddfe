import { isDeepStrictEqual } from 'node:util';
import { type Actor, actorName, type Identity } from '../../contracts/context.ts';
import { randomId } from '../../contracts/ids.ts';
import { collection } from '../../firestore/collections.ts';
import { withDates } from '../../firestore/converter.ts';
import type { Database, Writer } from '../../firestore/database.ts';
import { excerptOf } from './excerpt.ts';

/** Days for which an entry is kept: a year, and a month to look at it. */
export const auditRetentionDays = 400;

const dayMs = 86_400_000;
const userAgentLengthMax = 256;

/** Fields that an entry names as changed; documents that people make by hand may have any number. */
const changedMax = 100;

/** Who acts, for which organization, from where, and when. `direct` is who wrote past the API. */
export type AuditedCall = Pick<Identity, 'orgId' | 'now' | 'requestId' | 'origin'> & {
  readonly actor: Actor | { readonly type: 'direct'; readonly id: string };
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
  /** Of the entry, where a trigger may come to record the same change: {@link changeEntryId}. Random where absent. */
  readonly entryId?: string;
}

/**
 * Writes into the audit log what a verb changes, by the writer of the change itself: both are there, or neither. What is
 * kept of the documents is bounded, and free of what looks like a secret ({@link excerptOf}). One write.
 */
export function recordAudit(
  { db, orgId, actor, now, requestId, origin }: AuditedCall,
  writer: Writer,
  { verb, type, id, before, after, entryId = randomId('auditEntry') }: AuditedChange,
): void {
  writer.create(collection(db.firestore, orgId, 'audit_log').doc(entryId), {
    at: now,
    actor: actorName(actor),
    action: `${type}.${verb}`,
    resourceType: type,
    resourceId: id,
    changed: changedFields(before ?? {}, after ?? {}),
    before: excerptOf(before),
    after: excerptOf(after),
    address: origin?.address ?? null,
    userAgent: origin?.userAgent?.slice(0, userAgentLengthMax) ?? null,
    requestId,
    expireAt: new Date(now.getTime() + auditRetentionDays * dayMs),
  });
}

/** Of the documents, not of what is kept of them: two secrets look alike when they are withheld. */
function changedFields(before: object, after: object): string[] {
  const [was, is] = [withDates(before), withDates(after)] as Record<string, unknown>[];
  return [...new Set([...Object.keys(was ?? {}), ...Object.keys(is ?? {})])]
    .filter((field) => !isDeepStrictEqual(was?.[field], is?.[field]))
    .sort()
    .slice(0, changedMax);
}
