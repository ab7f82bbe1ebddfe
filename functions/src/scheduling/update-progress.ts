import type { DocumentSnapshot } from 'firebase-admin/firestore';
import type { ForecastRun } from '../contracts/forecast-run.ts';
import type { Database } from '../firestore/database.ts';
import { isFirestoreError } from '../firestore/status.ts';
import { addCosts, costSince, meterNow } from './cost-since.ts';
import type { BatchesCall } from './hand-out-batches.ts';
import { leaseExpiry } from './lease.ts';
import { leaseMs, progressMs } from './limits.ts';
import { batchesOf } from './run-lease.ts';
import { type FannedOutRun, progressMessage } from './under-way.ts';

/**
 * Counts anew what is done and says so in the run, unless that was said a moment ago. What is done is counted after the run
 * was read and written only where the run is still that, so that numbers never go back and no worker waits for another.
 * Nothing below `progressMs`; then a read for each thousand batches four times, and one write.
 */
export async function updateProgress(
  { ctx: { db }, clock }: Pick<BatchesCall, 'ctx' | 'clock'>,
  snapshot: DocumentSnapshot<ForecastRun>,
  run: FannedOutRun,
): Promise<void> {
  const asOf = clock();
  if (asOf.getTime() - run.progress.asOf.getTime() < progressMs) return;
  const before = meterNow(db.meter);
  const batches = batchesOf(snapshot.ref);
  const batchesDone = await db.count(batches.where('state', '==', 'done'));
  const forecast = await db.sum(batches, 'counts.forecast');
  const skipped = await db.sum(batches, 'counts.skipped');
  const failed = await db.sum(batches, 'counts.failed');
  const progress = { ...run.progress, batchesDone, forecast, skipped, failed, asOf };
  const spent = costSince(db.meter, before, { writes: 1 });
  await updateIfSame(db, snapshot, {
    progress,
    message: progressMessage(progress),
    cost: run.cost === null ? spent : addCosts(run.cost, spent),
    ...longerLease(run, asOf),
  });
}

/** Keeps the sweep from taking the run for one whose batches were lost; nothing while half of its lease is left. */
export async function keepRunAlive(
  db: Database,
  snapshot: DocumentSnapshot<ForecastRun>,
  run: FannedOutRun,
  now: Date,
): Promise<void> {
  const longer = longerLease(run, now);
  if (longer !== null) await updateIfSame(db, snapshot, longer);
}

function longerLease({ leaseExpiresAt }: FannedOutRun, now: Date): { readonly leaseExpiresAt: Date } | null {
  const leftMs = (leaseExpiresAt?.getTime() ?? 0) - now.getTime();
  return leftMs >= leaseMs / 2 ? null : { leaseExpiresAt: leaseExpiry(now) };
}

async function updateIfSame(
  db: Database,
  { ref, updateTime }: DocumentSnapshot<ForecastRun>,
  changes: Readonly<Record<string, unknown>>,
): Promise<void> {
  if (updateTime === undefined) return;
  try {
    await db.commit((writer) => writer.update(ref, { ...changes }, { lastUpdateTime: updateTime }));
  } catch (error) {
    // Another batch was faster, or the run is over.
    if (!isFirestoreError(error, 'failedPrecondition', 'notFound')) throw error;
  }
}
