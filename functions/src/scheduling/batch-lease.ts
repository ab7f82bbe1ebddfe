import type { DocumentReference } from 'firebase-admin/firestore';
import type { ForecastBatch, ForecastBatchTask } from '../contracts/forecast-batch.ts';
import { type Lease, leaseExpiry, refuseWhileHeld } from './lease.ts';
import type { ClaimInput } from './run-lease.ts';

/** A batch claimed: its lease, and the batch as it was found. */
export interface ClaimedBatch {
  readonly lease: Lease<ForecastBatch>;
  readonly batch: ForecastBatch;
  readonly startedAt: Date;
}

/**
 * Claims a batch that is pending, or running with an expired lease, in one transaction: one read and one write. Answers
 * `done` or `gone` where there is nothing to do. The run is not read here: fifty claims at once would wait for each other,
 * and for whoever writes its progress.
 *
 * @throws {DomainError} `aborted` (RUN_LEASE_HELD) while another worker is at it.
 */
export async function claimBatch(
  { db, task, workerId, now }: Omit<ClaimInput, 'task'> & { readonly task: ForecastBatchTask },
  ref: DocumentReference<ForecastBatch>,
): Promise<ClaimedBatch | 'done' | 'gone'> {
  const { runId, batchId } = task;
  return db.transaction(async (transaction) => {
    const batch = (await transaction.get(ref)).data();
    if (batch === undefined) return 'gone';
    if (batch.state === 'done') return 'done';
    refuseWhileHeld(batch, now, { name: `batch ${batchId} of the run ${runId}`, ids: { runId, batchId } });
    const lease = { ref, owner: workerId, attempt: batch.attempt + 1, expiresAt: leaseExpiry(now) };
    transaction.update(ref, {
      state: 'running',
      attempt: lease.attempt,
      startedAt: now,
      leaseOwner: workerId,
      leaseExpiresAt: lease.expiresAt,
    });
    return { lease, batch, startedAt: now };
  });
}
