import type { Page, PageQuery } from '../contracts/pagination.ts';
import { runCollection } from '../firestore/collections.ts';
import type { Ctx } from '../firestore/context.ts';
import { readPage } from '../firestore/pages.ts';
import { requirePermission } from '../operator/rbac/require-permission.ts';
import { jobReference, requireJob } from './job-document.ts';
import { type ForecastRunResponse, runResponse } from './responses.ts';

export interface ListForecastRunsCall {
  readonly ctx: Ctx;
  readonly input: PageQuery & { readonly jobId: string };
}

/** The runs of a job, latest scheduled instant first. */
export async function listForecastRuns({
  ctx,
  input,
}: ListForecastRunsCall): Promise<Page<ForecastRunResponse>> {
  requirePermission(ctx, 'forecast-jobs:read');
  const { jobId } = requireJob(await ctx.db.get(jobReference(ctx, input.jobId)));
  const runs = runCollection(ctx.db.firestore, ctx.orgId, jobId);
  const page = await readPage(ctx.db, runs, { field: 'scheduledFor', direction: 'desc' }, input);
  return { ...page, items: page.items.map((snapshot) => runResponse(jobId, snapshot.id, snapshot.data())) };
}
