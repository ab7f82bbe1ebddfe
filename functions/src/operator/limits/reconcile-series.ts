import { counterDocument } from '../../firestore/collections.ts';
import type { Database } from '../../firestore/database.ts';
import { countSeries } from './series-counter.ts';

/**
 * Holds the counter of an organization's series against the series themselves, and puts it right; answers by how much it was
 * wrong. One that moves meanwhile is left to the next time, and an organization without a counter gets it with its next series.
 */
export async function reconcileSeries({
  db,
  orgId,
  now,
}: {
  readonly db: Database;
  readonly orgId: string;
  readonly now: Date;
}): Promise<number> {
  const counter = counterDocument(db.firestore, orgId, 'series');
  const before = (await db.get(counter)).data();
  if (before === undefined) return 0;
  const count = await countSeries({ db, orgId });
  return db.transaction(async (transaction) => {
    const current = (await transaction.get(counter)).data();
    if (current?.count !== before.count) return 0;
    transaction.merge(counter, { count, reconciledAt: now });
    return count - before.count;
  });
}
