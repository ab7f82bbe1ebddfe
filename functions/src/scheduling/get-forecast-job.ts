import type { Ctx } from '../firestore/context.ts';
import { requirePermission } from '../operator/rbac/require-permission.ts';
import { jobReference, requireJob } from './job-document.ts';
import { type ForecastJobResponse, jobResponse } from './responses.ts';

export interface GetForecastJobCall {
  readonly ctx: Ctx;
  readonly input: { readonly jobId: string };
}

/** One job of the caller's organization, or not-found. */
export async function getForecastJob({ ctx, input }: GetForecastJobCall): Promise<ForecastJobResponse> {
  requirePermission(ctx, 'forecast-jobs:read');
  return jobResponse(requireJob(await ctx.db.get(jobReference(ctx, input.jobId))));
}
