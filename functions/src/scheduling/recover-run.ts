import type { QueryDocumentSnapshot } from 'firebase-admin/firestore';
import { isFirestoreError } from '../firestore/status.ts';
import { pendingMs } from './limits.ts';
import type { DispatchInput } from './sweep.ts';

/**
 * Hands a run whose lease has expired to the queue again, then makes it wait anew. A worker that lost its lease finds
 * the run pending, or claimed by another, and leaves it alone. A run in batches stays as it is, and whoever gets its task
 * hands out those batches that nobody is at.
 *
 * The task goes first: if the sweep dies here, the lease is still expired and the next sweep finds it.
 */
export async function recoverRun(
  { db, tasks, now }: DispatchInput,
  found: QueryDocumentSnapshot,
): Promise<boolean> {
  await tasks.enqueueRun(runOf(found.ref.path));
  const leaseExpiresAt = new Date(now.getTime() + pendingMs);
  // Batches work only while their run is running.
  const state = isInBatches(found) ? 'running' : 'pending';
  const changes = { state, leaseOwner: null, leaseExpiresAt, message: reasonOf(found) };
  try {
    await db.commit((writer) => writer.update(found.ref, changes, { lastUpdateTime: found.updateTime }));
  } catch (error) {
    // A worker claimed or finished it, or another sweep was faster.
    if (!isFirestoreError(error, 'failedPrecondition', 'notFound')) throw error;
  }
  return true;
}

const isInBatches = (run: QueryDocumentSnapshot): boolean => run.get('progress') != null;

function reasonOf(run: QueryDocumentSnapshot): string {
  if (isInBatches(run)) return 'handed out again: none of its batches was heard of in time';
  const worker: unknown = run.get('leaseOwner');
  if (typeof worker === 'string') return `handed out again: its worker ${worker} was not heard of in time`;
  return run.get('waits') > 0
    ? 'handed out again, to see whether late data has come'
    : 'handed out again: its task was lost';
}

function runOf(path: string): { orgId: string; jobId: string; runId: string } {
  const [root, orgId, jobs, jobId, runs, runId, ...more] = path.split('/');
  const known = root === 'organizations' && jobs === 'forecast_jobs' && runs === 'runs' && more.length === 0;
  if (!known || orgId === undefined || jobId === undefined || runId === undefined) {
    throw new Error(`${path} is not a run of a forecast job`);
  }
  return { orgId, jobId, runId };
}
