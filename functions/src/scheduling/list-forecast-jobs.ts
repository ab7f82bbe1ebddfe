import type { Query } from 'firebase-admin/firestore';
import type { ForecastJobStatus } from '../contracts/forecast-job.ts';
import type { Page, PageQuery } from '../contracts/pagination.ts';
import type { Ctx } from '../firestore/context.ts';
import { readPage } from '../firestore/pages.ts';
import { collectionPath } from '../firestore/paths.ts';
import { requirePermission } from '../operator/rbac/require-permission.ts';
import { requireJob } from './job-document.ts';
import { type ForecastJobResponse, jobResponse } from './responses.ts';

export interface ListForecastJobsCall {
  readonly ctx: Ctx;
  readonly input: PageQuery & { readonly phase?: ForecastJobStatus['phase'] | undefined };
}

/** The jobs of the organization by id, so that those made by hand without any instants are listed too. */
export async function listForecastJobs({
  ctx,
  input,
}: ListForecastJobsCall): Promise<Page<ForecastJobResponse>> {
  requirePermission(ctx, 'forecast-jobs:read');
  let jobs: Query = ctx.db.firestore.collection(collectionPath(ctx.orgId, 'forecast_jobs'));
  if (input.phase !== undefined) jobs = jobs.where('status.phase', '==', input.phase);
  const page = await readPage(ctx.db, jobs, { field: null, direction: 'asc' }, input);
  return { ...page, items: page.items.map((snapshot) => jobResponse(requireJob(snapshot))) };
}
