import type { Query } from 'firebase-admin/firestore';
import type { ForecastRun, ForecastRunQuery } from '../contracts/forecast-run.ts';
import type { Page } from '../contracts/pagination.ts';
import { runCollection } from '../firestore/collections.ts';
import type { Ctx } from '../firestore/context.ts';
import { readPage } from '../firestore/pages.ts';
import { requirePermission } from '../operator/rbac/require-permission.ts';
import { instantOrThrow } from '../pipeline/normalise/instant-or-throw.ts';
import { jobReference, requireJob } from './job-document.ts';
import { type ForecastRunResponse, runResponse } from './responses.ts';

export interface ListForecastRunsCall {
  readonly ctx: Ctx;
  readonly input: ForecastRunQuery & { readonly jobId: string };
}

/**
 * The runs of a job, latest scheduled instant first. Query: equality on `state` and `trigger`, range and order on
 * `scheduledFor`; Firestore joins one index for each filter.
 */
export async function listForecastRuns({
  ctx,
  input,
}: ListForecastRunsCall): Promise<Page<ForecastRunResponse>> {
  requirePermission(ctx, 'forecast-jobs:read');
  const { jobId } = requireJob(await ctx.db.get(jobReference(ctx, input.jobId)));
  const runs = filtered(runCollection(ctx.db.firestore, ctx.orgId, jobId), input, ctx.now);
  const page = await readPage(ctx.db, runs, { field: 'scheduledFor', direction: 'desc' }, input);
  return { ...page, items: page.items.map((snapshot) => runResponse(jobId, snapshot.id, snapshot.data())) };
}

function filtered(
  runs: Query<ForecastRun>,
  { state, trigger, from, to }: ForecastRunQuery,
  now: Date,
): Query<ForecastRun> {
  let query = runs;
  if (state !== undefined) query = query.where('state', '==', state);
  if (trigger !== undefined) query = query.where('trigger', '==', trigger);
  if (from !== undefined) {
    query = query.where('scheduledFor', '>=', new Date(instantOrThrow(from, '/from', now)));
  }
  if (to !== undefined) query = query.where('scheduledFor', '<', new Date(instantOrThrow(to, '/to', now)));
  return query;
}
