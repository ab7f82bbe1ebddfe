import type { Firestore } from 'firebase-admin/firestore';
import { addUsage, estimatedCost, usageDayOf } from '../../contracts/usage.ts';
import { collection, usageShardDocument, usageShardGroup } from '../../firestore/collections.ts';
import type { Database } from '../../firestore/database.ts';
import { organizationOf } from '../../firestore/paths.ts';
import { reconcileSeries } from './reconcile-series.ts';
import { usageExpiry, usageShards } from './synchronise.ts';

export interface RollUpSummary {
  /** Days of organizations that were summed up. */
  readonly days: number;
  /** Counters of series that were found wrong, and by how much. */
  readonly drifted: readonly { readonly orgId: string; readonly by: number }[];
  readonly failed: readonly { readonly orgId: string; readonly day: string; readonly error: unknown }[];
  /** Whether more is to be summed up. */
  readonly full: boolean;
}

const shardsAtOnce = 500;

/** Counts of all organizations that their day's document lacks something of. */
export const pendingShards = (firestore: Firestore) =>
  usageShardGroup(firestore).where('pending', '==', true);

/**
 * Sums up what instances counted, into one document for each organization and day. The sum is of all that stands there, so
 * doing it twice changes nothing. On the first of a day the organization's counter of series is held against its series.
 */
export async function rollUpUsage(
  { db, now }: { readonly db: Database; readonly now: Date },
  limit = shardsAtOnce,
): Promise<RollUpSummary> {
  const pending = await db.query(pendingShards(db.firestore).limit(limit));
  const days = new Map(
    pending.map(({ ref }) => [ref.parent.parent?.path ?? '', ref.parent.parent?.id ?? '']),
  );
  const drifted: { orgId: string; by: number }[] = [];
  const failed: { orgId: string; day: string; error: unknown }[] = [];
  for (const [path, day] of days) {
    const orgId = organizationOf(path) ?? '';
    try {
      const isFirst = await sumUp({ db, orgId, day, now });
      if (!isFirst || day !== usageDayOf(now)) continue;
      const by = await reconcileSeries({ db, orgId, now });
      if (by !== 0) drifted.push({ orgId, by });
    } catch (error) {
      failed.push({ orgId, day, error });
    }
  }
  return { days: days.size - failed.length, drifted, failed, full: pending.length === limit };
}

interface DayCall {
  readonly db: Database;
  readonly orgId: string;
  readonly day: string;
  readonly now: Date;
}

/** Writes the document of a day; answers whether it is the first time. */
function sumUp({ db, orgId, day, now }: DayCall): Promise<boolean> {
  const { firestore } = db;
  const document = collection(firestore, orgId, 'usage').doc(day);
  return db.transaction(async (transaction) => {
    const { exists } = await transaction.get(document);
    const shards = await Promise.all(
      Array.from({ length: usageShards }, (_, shard) =>
        transaction.get(usageShardDocument(firestore, orgId, day, shard)),
      ),
    );
    const counts = addUsage(...shards.flatMap((shard) => Object.values(shard.data()?.instances ?? {})));
    const expireAt = usageExpiry(day);
    transaction.set(document, { ...counts, estimatedCost: estimatedCost(counts), updatedAt: now, expireAt });
    for (const shard of shards) {
      if (shard.data()?.pending === true) transaction.update(shard.ref, { pending: false });
    }
    return !exists;
  });
}
