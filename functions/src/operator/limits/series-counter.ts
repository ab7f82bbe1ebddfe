import { collection, counterDocument } from '../../firestore/collections.ts';
import type { Database } from '../../firestore/database.ts';

interface CountCall {
  readonly db: Database;
  readonly orgId: string;
}

/** Counts the series of an organization: one read for each thousand. */
export const countSeries = ({ db, orgId }: CountCall): Promise<number> =>
  db.count(collection(db.firestore, orgId, 'metrics'));

/** Makes the counter of an organization that has none yet, before the first series is added to it. */
export async function requireCounter(call: CountCall, now: Date): Promise<void> {
  const { db, orgId } = call;
  const counter = counterDocument(db.firestore, orgId, 'series');
  if ((await db.get(counter)).exists) return;
  const count = await countSeries(call);
  await db.transaction(async (transaction) => {
    if ((await transaction.get(counter)).exists) return;
    transaction.create(counter, { count, updatedAt: now, reconciledAt: now });
  });
}
