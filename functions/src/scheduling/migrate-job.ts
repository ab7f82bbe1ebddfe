import type { QueryDocumentSnapshot } from 'firebase-admin/firestore';
import { runCollection } from '../firestore/collections.ts';
import { systemContext } from '../operator/rbac/system-context.ts';
import { organizationOfJob } from './job-document.ts';
import { shardOf } from './planner/shard-of.ts';
import { reconcileJob } from './reconcile-job.ts';
import type { DispatchInput } from './sweep.ts';

const everySince = new Date(0);

/**
 * Brings a job that was reconciled before there were shards into today's form: its runs that are not finished get a
 * shard, then it gets a new status, in which an instant that is due stays due. The status goes last, so a sweep that dies
 * here finds the job again. Always true.
 */
export async function migrateJob(
  { db, tasks, now }: DispatchInput,
  found: QueryDocumentSnapshot,
): Promise<boolean> {
  const orgId = organizationOfJob(found.ref.path);
  const jobId = found.id;
  const unfinished = runCollection(db.firestore, orgId, jobId).where('leaseExpiresAt', '>', everySince);
  const runs = await db.query(unfinished);
  const shard = shardOf(orgId, jobId);
  await db.commit((writer) => {
    for (const run of runs) writer.update(run.ref, { shard });
  });
  await reconcileJob({
    ctx: systemContext({ orgId, name: 'sweep', now, db, tasks }),
    input: { jobId },
  });
  return true;
}
