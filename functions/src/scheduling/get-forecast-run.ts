import { notFound } from '../contracts/errors.ts';
import { runCollection } from '../firestore/collections.ts';
import type { Ctx } from '../firestore/context.ts';
import { requirePermission } from '../operator/rbac/require-permission.ts';
import { jobReference } from './job-document.ts';
import { type ForecastRunResponse, runResponse } from './responses.ts';

export interface GetForecastRunCall {
  readonly ctx: Ctx;
  readonly input: { readonly jobId: string; readonly runId: string };
}

const removedInTime = ': runs are removed when their time is over (expireAt)';

/** One run of a job of the caller's organization, or not-found. */
export async function getForecastRun({ ctx, input }: GetForecastRunCall): Promise<ForecastRunResponse> {
  requirePermission(ctx, 'forecast-jobs:read');
  const { id: jobId } = jobReference(ctx, input.jobId);
  const { runId } = input;
  if (runId === '' || runId.includes('/')) throw notFound('forecast run', runId);
  const run = (await ctx.db.get(runCollection(ctx.db.firestore, ctx.orgId, jobId).doc(runId))).data();
  if (run === undefined) throw notFound('forecast run', runId, removedInTime);
  return runResponse(jobId, runId, run);
}
