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
const daysAtOnce = 20;

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
  const results: DayResult[] = [];
  const calls = [...days].map(([path, day]) => ({ db, orgId: organizationOf(path) ?? '', day, now }));
  for (let start = 0; start < calls.length; start += daysAtOnce) {
    results.push(...(await Promise.all(calls.slice(start, start + daysAtOnce).map(rollUpDay))));
  }
  const drifted = results.flatMap((result) =>
    'drift' in result && result.drift !== 0 ? [{ orgId: result.orgId, by: result.drift }] : [],
  );
  const failed = results.flatMap((result) => ('error' in result ? [result] : []));
  return { days: days.size - failed.length, drifted, failed, full: pending.length === limit };
}

type DayResult =
  | { readonly orgId: string; readonly drift: number }
  | { readonly orgId: string; readonly day: string; readonly error: unknown };

async function rollUpDay(call: DayCall): Promise<DayResult> {
  const { orgId, day, now } = call;
  try {
    const isFirst = await sumUp(call);
    return { orgId, drift: isFirst && day === usageDayOf(now) ? await reconcileSeries(call) : 0 };
  } catch (error) {
    return { orgId, day, error };
  }
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
