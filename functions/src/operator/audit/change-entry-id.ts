import type { DocumentSnapshot } from 'firebase-admin/firestore';
import { deterministicId } from '../../contracts/ids.ts';

/**
 * Id of the entry about one change of a document that clients write, too: made of the version that the change replaced,
 * so that the verb that made the change and the trigger that sees it come to the same, and the entry is written once.
 *
 * `replaced` is the document as the transaction that changed it read it.
 */
export function changeEntryId({ ref, updateTime }: Pick<DocumentSnapshot, 'ref' | 'updateTime'>): string {
  if (updateTime === undefined) throw new RangeError(`${ref.path} was not there: nothing of it was replaced`);
  return deterministicId('auditEntry', ref.path, updateTime.seconds, updateTime.nanoseconds);
}

/** The same for the making of a document: by what it says of when it was made. */
export function creationEntryId(path: string, createdAt: Date | null): string {
  return deterministicId('auditEntry', path, 'created', createdAt?.getTime() ?? 0);
}
