import type { ForecastJobStatus } from '../contracts/forecast-job.ts';
import type { Ctx } from '../firestore/context.ts';
import { requirePermission } from '../operator/rbac/require-permission.ts';
import { holidayProblems } from '../pipeline/forecast/holiday-problems.ts';
import { countSelected, type SelectedCount } from './count-selected.ts';
import { jobReference, readJob } from './job-document.ts';
import { readSpec } from './job-spec.ts';
import { isObserved, planStatus } from './plan-status.ts';
import { shardOf } from './planner/shard-of.ts';

export interface ReconcileJobCall {
  readonly ctx: Ctx;
  readonly input: { readonly jobId: string };
}

/**
 * Brings the status of a job in line with its spec; called for every write of the document, including its own. A spec
 * that was observed already costs one read and no write, so the trigger does not call itself for ever. The spec is
 * never touched. Answers the status, or null when the job was deleted meanwhile.
 */
export async function reconcileJob({ ctx, input }: ReconcileJobCall): Promise<ForecastJobStatus | null> {
  requirePermission(ctx, 'forecast-jobs:write');
  const ref = jobReference(ctx, input.jobId);
  return ctx.db.transaction(async (transaction) => {
    const job = readJob(await transaction.get(ref));
    if (job === null) return null;
    const shard = shardOf(ctx.orgId, input.jobId);
    if (isObserved(job.status, job.spec) && job.status.shard === shard) return job.status;
    const selected = await selectedOf(ctx, job.spec);
    const holidays = await holidayProblems(readSpec(job.spec).spec ?? {});
    const { spec, status: previous } = job;
    const { jobId } = input;
    const { orgId, now } = ctx;
    const status = planStatus({ spec, previous, orgId, jobId, selected, holidays, now });
    transaction.update(ref, { status });
    return status;
  });
}

/**
 * How many series a raw spec selects. Read outside any transaction, which would hold locks on documents that every ingested batch
 * writes.
 */
async function selectedOf(ctx: Pick<Ctx, 'orgId' | 'db'>, rawSpec: unknown): Promise<SelectedCount | null> {
  const { spec } = readSpec(rawSpec);
  return spec === null ? null : countSelected(ctx, spec);
}
