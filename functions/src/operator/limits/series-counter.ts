import { collection, counterDocument } from '../../firestore/collections.ts';
import type { Database } from '../../firestore/database.ts';

interface CountCall {
  readonly db: Database;
  readonly orgId: string;
}

/** Counts the series of an organization: one read for each thousand. */
export const countSeries = ({ db, orgId }: CountCall): Promise<number> =>
  db.count(collection(db.firestore, orgId, 'metrics'));

/**
 * Makes the counter of an organization that has none yet, before a first series is added to it; answers what it counts. One
 * that another instance made meanwhile stays.
 */
export async function makeCounter(call: CountCall, now: Date): Promise<number> {
  const { db, orgId } = call;
  const counter = counterDocument(db.firestore, orgId, 'series');
  const count = await countSeries(call);
  return db.transaction(async (transaction) => {
    const made = (await transaction.get(counter)).data();
    if (made !== undefined) return made.count;
    transaction.create(counter, { count, updatedAt: now, reconciledAt: now });
    return count;
  });
}
