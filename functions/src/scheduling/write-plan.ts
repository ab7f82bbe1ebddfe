import { FieldPath } from 'firebase-admin/firestore';
import type { ForecastBatch } from '../contracts/forecast-batch.ts';
import type { Ctx } from '../firestore/context.ts';
import { FencedDatabase } from './fenced-database.ts';
import { holdLease } from './hold-lease.ts';
import { batchesPerCommit } from './limits.ts';
import { batchIdAt } from './planned-batch.ts';
import { batchesOf, type RunLease } from './run-lease.ts';

/**
 * Writes the batches of a run, over those of an earlier plan where there was one, and deletes what that had more. One read
 * and `batchesPerCommit` writes at a time, each only while the run is this worker's.
 *
 * @throws {RunLost} where it is not.
 */
export async function writePlan(
  { db }: Pick<Ctx, 'db'>,
  lease: RunLease,
  plan: readonly ForecastBatch[],
  clock: () => Date,
): Promise<void> {
  const store = new FencedDatabase(db, lease);
  const batches = batchesOf(lease.ref);
  const holdOn = holdLease(db, lease, clock);
  for (let from = 0; from < plan.length; from += batchesPerCommit) {
    await holdOn();
    await store.commit((writer) => {
      plan.slice(from, from + batchesPerCommit).forEach((batch, place) => {
        writer.set(batches.doc(batchIdAt(from + place + 1)), batch);
      });
    });
  }
  if (lease.attempt === 1) return;
  const more = batches
    .orderBy(FieldPath.documentId())
    .startAfter(batchIdAt(plan.length))
    .select()
    .limit(batchesPerCommit);
  for (let page = await db.query(more); page.length > 0; page = await db.query(more)) {
    await holdOn();
    const surplus = page.map(({ ref }) => ref);
    await store.commit((writer) => {
      for (const ref of surplus) writer.delete(ref);
    });
  }
}
