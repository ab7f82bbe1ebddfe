import type { QueryDocumentSnapshot } from 'firebase-admin/firestore';
import type { Database } from '../firestore/database.ts';
import { isFirestoreError } from '../firestore/status.ts';

/** How long what is due of a disabled organization rests before it is looked at again. */
const restMs = 3_600_000;

/**
 * Has what is due of a disabled organization rest for an hour, so that it does not stand before others' in each tick, and
 * goes on by itself once the organization is enabled. Unless it was changed meanwhile: then it is due again, or no more.
 */
export async function putOff(
  db: Database,
  { ref, updateTime }: Pick<QueryDocumentSnapshot, 'ref' | 'updateTime'>,
  field: string,
  now: Date,
): Promise<void> {
  const changes = { [field]: new Date(now.getTime() + restMs) };
  try {
    await db.commit((writer) => writer.update(ref, changes, { lastUpdateTime: updateTime }));
  } catch (error) {
    if (!isFirestoreError(error, 'failedPrecondition', 'notFound')) throw error;
  }
}
