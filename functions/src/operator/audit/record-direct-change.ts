import { isDeepStrictEqual } from 'node:util';
import type { DocumentSnapshot } from 'firebase-admin/firestore';
import { withDates } from '../../firestore/converter.ts';
import type { Database } from '../../firestore/database.ts';
import { isFirestoreError } from '../../firestore/status.ts';
import { changeEntryId, creationEntryId } from './change-entry-id.ts';
import { type AuditedCall, recordAudit } from './record-audit.ts';

/** A kind of document of which clients, too, write some fields under the rules, and what the log calls it when they do. */
export interface DirectlyChanged {
  readonly type: string;
  /** Verb of a new document; null where clients make none. */
  readonly made: string | null;
  readonly changed: string;
  /** The fields that people write. All others are the server's, whose changes are nobody's. */
  readonly fields: readonly string[];
  /** Field in which the rules let nobody stand but who wrote the document: when it is new, and when it was changed. */
  readonly madeBy: string | null;
  readonly changedBy: string | null;
}

/** One write of such a document, as a trigger sees it. */
export interface DirectChange {
  readonly db: Database;
  readonly orgId: string;
  /** Of the event: the same however often it is delivered. */
  readonly eventId: string;
  readonly before: DocumentSnapshot;
  readonly after: DocumentSnapshot;
}

/** Who wrote a document past the API, where the document does not say. */
export const unnamedClient: AuditedCall['actor'] = { type: 'direct', id: 'unknown' };

/**
 * Writes into the audit log what a client or somebody in the console changed past the API. What a verb changed is there
 * already, under the same id ({@link changeEntryId}), so that each change stands there once, however it was made and however
 * often its event comes. Deleting is not for clients, and is not recorded. One write where there is something to say.
 */
export async function recordDirectChange(
  kind: DirectlyChanged,
  { db, orgId, eventId, before, after }: DirectChange,
): Promise<void> {
  const [was, is] = [dataOf(before), dataOf(after)];
  const verb = was === null ? kind.made : kind.changed;
  if (is === null || verb === null) return;
  if (was !== null && kind.fields.every((field) => isDeepStrictEqual(was[field], is[field]))) return;
  const entryId =
    was === null ? creationEntryId(after.ref.path, instantOf(is.createdAt)) : changeEntryId(before);
  const call = {
    db,
    orgId,
    actor: actorOf(is[(was === null ? kind.madeBy : kind.changedBy) ?? '']),
    now: after.updateTime?.toDate() ?? new Date(0),
    requestId: eventId,
  };
  const change = { verb, type: kind.type, id: after.id, before: was, after: is, entryId };
  try {
    await db.commit((writer) => recordAudit(call, writer, change));
  } catch (error) {
    if (!isFirestoreError(error, 'alreadyExists')) throw error;
  }
}

const dataOf = (snapshot: DocumentSnapshot): Record<string, unknown> | null =>
  snapshot.exists ? (withDates(snapshot.data()) as Record<string, unknown>) : null;

const instantOf = (value: unknown): Date | null => (value instanceof Date ? value : null);

/** `user:…` as the rules have it written. Whoever writes by the console may write any name, and is seen in Cloud Audit Logs. */
function actorOf(name: unknown): AuditedCall['actor'] {
  const uid = typeof name === 'string' ? /^user:(.{1,128})$/s.exec(name)?.[1] : undefined;
  return uid === undefined ? unnamedClient : { type: 'user', id: uid };
}
