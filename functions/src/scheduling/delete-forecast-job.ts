import type { DocumentReference } from 'firebase-admin/firestore';
import { notFound } from '../contracts/errors.ts';
import type { ForecastRun } from '../contracts/forecast-run.ts';
import type { Precondition } from '../contracts/precondition.ts';
import { runCollection } from '../firestore/collections.ts';
import type { Ctx } from '../firestore/context.ts';
import { isFirestoreError } from '../firestore/status.ts';
import { recordAudit } from '../operator/audit/record-audit.ts';
import { requirePermission } from '../operator/rbac/require-permission.ts';
import { withdrawAlerts } from '../pipeline/alert/withdraw-alerts.ts';
import { documentOf, jobReference, requireJob } from './job-document.ts';
import { batchesPerCommit, pageSize } from './limits.ts';
import { jobResponse } from './responses.ts';
import { batchesOf } from './run-lease.ts';

export interface DeleteForecastJobCall {
  readonly ctx: Ctx;
  readonly input: { readonly jobId: string; readonly precondition?: Precondition | undefined };
}

/**
 * Deletes a job and its runs with their batches, and ends its alert; forecasts stay. Runs go first, each after its batches,
 * so that a call that dies half way leaves a job that can be deleted again, and once more afterwards, for a run that a sweep
 * began meanwhile. Not-found when there was neither job nor run. A precondition is looked at before anything is deleted.
 */
export async function deleteForecastJob({ ctx, input }: DeleteForecastJobCall): Promise<void> {
  requirePermission(ctx, 'forecast-jobs:write');
  const ref = jobReference(ctx, input.jobId);
  const job = await ctx.db.get(ref);
  const { exists } = job;
  if (exists) input.precondition?.(jobResponse(requireJob(job)));
  const runs = await deleteRuns(ctx, ref.id);
  if (!exists && runs === 0) throw notFound('forecast job', input.jobId);
  await ctx.db.commit((writer) => {
    if (exists) writer.delete(ref);
    const before = exists ? documentOf(requireJob(job)) : null;
    recordAudit(ctx, writer, { verb: 'delete', type: 'forecast-job', id: ref.id, before, after: null });
  });
  await withdrawAlerts(ctx, ref.id, 'forecast job deleted', 'jobId');
  await deleteRuns(ctx, ref.id);
}

async function deleteRuns(ctx: Ctx, jobId: string): Promise<number> {
  const runs = runCollection(ctx.db.firestore, ctx.orgId, jobId);
  const first = runs.select('state').limit(pageSize);
  let deleted = 0;
  let page = await ctx.db.query(first);
  while (page.length > 0) {
    const refs = page.map(({ id }) => runs.doc(id));
    await endRuns(
      ctx,
      page.filter((run) => isOpen(run.get('state'))).map(({ id }) => runs.doc(id)),
    );
    for (const ref of refs) await deleteBatches(ctx, ref);
    await ctx.db.commit((writer) => {
      for (const run of refs) writer.delete(run);
    });
    deleted += page.length;
    page = page.length < pageSize ? [] : await ctx.db.query(first);
  }
  return deleted;
}

const isOpen = (state: unknown): boolean => state === 'pending' || state === 'running';

/** Takes runs from their workers, so that none writes batches while they are deleted. */
async function endRuns(ctx: Ctx, refs: readonly DocumentReference<ForecastRun>[]): Promise<void> {
  const changes = {
    state: 'skipped',
    message: 'the job was deleted',
    leaseOwner: null,
    leaseExpiresAt: null,
  };
  for (const ref of refs) {
    try {
      await ctx.db.commit((writer) => writer.update(ref, changes));
    } catch (error) {
      // Another deletion was faster.
      if (!isFirestoreError(error, 'notFound')) throw error;
    }
  }
}

async function deleteBatches(ctx: Ctx, run: DocumentReference<ForecastRun>): Promise<void> {
  const first = batchesOf(run).select().limit(batchesPerCommit);
  for (let page = await ctx.db.query(first); page.length > 0; page = await ctx.db.query(first)) {
    const refs = page.map(({ ref }) => ref);
    await ctx.db.commit((writer) => {
      for (const batch of refs) writer.delete(batch);
    });
    if (page.length < batchesPerCommit) return;
  }
}
