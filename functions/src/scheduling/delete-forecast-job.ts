import { notFound } from '../contracts/errors.ts';
import type { Precondition } from '../contracts/precondition.ts';
import type { Ctx } from '../firestore/context.ts';
import { runsPath } from '../firestore/paths.ts';
import { requirePermission } from '../operator/rbac/require-permission.ts';
import { withdrawAlerts } from '../pipeline/alert/withdraw-alerts.ts';
import { jobReference, requireJob } from './job-document.ts';
import { pageSize } from './limits.ts';
import { jobResponse } from './responses.ts';

export interface DeleteForecastJobCall {
  readonly ctx: Ctx;
  readonly input: { readonly jobId: string; readonly precondition?: Precondition | undefined };
}

/**
 * Deletes a job and its runs, and ends its alert; forecasts stay. Runs go first, so that a call that dies half way leaves a job that can be
 * deleted again, and once more afterwards, for a run that a sweep began meanwhile. Not-found when there was neither job
 * nor run. A precondition is looked at before anything is deleted.
 */
export async function deleteForecastJob({ ctx, input }: DeleteForecastJobCall): Promise<void> {
  requirePermission(ctx, 'forecast-jobs:write');
  const ref = jobReference(ctx, input.jobId);
  const job = await ctx.db.get(ref);
  const { exists } = job;
  if (exists) input.precondition?.(jobResponse(requireJob(job)));
  const runs = await deleteRuns(ctx, ref.id);
  if (!exists && runs === 0) throw notFound('forecast job', input.jobId);
  if (exists) await ctx.db.commit((writer) => writer.delete(ref));
  await withdrawAlerts(ctx, ref.id, 'forecast job deleted', 'jobId');
  await deleteRuns(ctx, ref.id);
}

async function deleteRuns(ctx: Ctx, jobId: string): Promise<number> {
  const runs = ctx.db.firestore.collection(runsPath(ctx.orgId, jobId)).select().limit(pageSize);
  let deleted = 0;
  let page = await ctx.db.query(runs);
  while (page.length > 0) {
    const refs = page.map(({ ref }) => ref);
    await ctx.db.commit((writer) => {
      for (const run of refs) writer.delete(run);
    });
    deleted += page.length;
    page = page.length < pageSize ? [] : await ctx.db.query(runs);
  }
  return deleted;
}
