import type { ForecastBatch } from '../contracts/forecast-batch.ts';
import type { RunCost } from '../contracts/forecast-run.ts';
import type { Database } from '../firestore/database.ts';
import type { ClaimedBatch } from './batch-lease.ts';
import { addCosts } from './cost-since.ts';
import { countSeries } from './count-series.ts';
import { FencedDatabase } from './fenced-database.ts';
import type { SeriesResult } from './forecast-series.ts';
import { attemptsMax } from './limits.ts';
import { totalSpending } from './total-spending.ts';

/** What an attempt at a batch came to: nothing is left to do, or it is to be tried again. One read, one write. */
export interface BatchEnd {
  readonly results: readonly SeriesResult[];
  /** What this attempt cost, asked for in the last moment. */
  readonly cost: () => RunCost;
  readonly now: Date;
}

/**
 * Writes down that a batch is done.
 *
 * @throws {RunLost} where it is another worker's by now.
 */
export async function finishBatch(db: Database, claimed: ClaimedBatch, end: BatchEnd): Promise<void> {
  const outcomes = end.results.map(({ outcome }) => outcome);
  const counts = countSeries(outcomes);
  await update(db, claimed, () => ({
    state: 'done',
    message: `${counts.forecast} of ${outcomes.length} series forecast`,
    outcomes,
    counts,
    finishedAt: end.now,
    leaseOwner: null,
    leaseExpiresAt: null,
    durationMs: end.now.getTime() - claimed.startedAt.getTime(),
    cost: costOf(claimed, end),
  }));
}

/**
 * Gives a batch back for another attempt.
 *
 * @throws {RunLost} where it is another worker's by now.
 */
export async function releaseBatch(db: Database, claimed: ClaimedBatch, end: BatchEnd): Promise<void> {
  const reason = end.results.find(({ retry }) => retry !== undefined)?.outcome.message ?? '';
  await update(db, claimed, () => ({
    state: 'pending',
    message: `attempt ${claimed.lease.attempt} of ${attemptsMax} did not end well: ${reason}`,
    leaseOwner: null,
    leaseExpiresAt: null,
    cost: costOf(claimed, end),
  }));
}

/** Of all attempts. */
function costOf({ batch }: ClaimedBatch, { cost, results }: BatchEnd): RunCost {
  const now = { ...cost(), ...totalSpending(results) };
  return batch.cost === null ? now : addCosts(batch.cost, now);
}

async function update(
  db: Database,
  { lease }: ClaimedBatch,
  changes: () => Partial<ForecastBatch>,
): Promise<void> {
  await new FencedDatabase(db, lease).commit((writer) => writer.update(lease.ref, { ...changes() }));
}
