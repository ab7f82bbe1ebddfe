import { actorName } from '../contracts/context.ts';
import { DomainError } from '../contracts/errors.ts';
import type { ForecastRun } from '../contracts/forecast-run.ts';
import { deterministicId, randomId } from '../contracts/ids.ts';
import { runCollection } from '../firestore/collections.ts';
import type { Ctx } from '../firestore/context.ts';
import { isFirestoreError } from '../firestore/status.ts';
import { recordAudit } from '../operator/audit/record-audit.ts';
import { requirePermission } from '../operator/rbac/require-permission.ts';
import { jobReference, requireJob } from './job-document.ts';
import { readSpec } from './job-spec.ts';
import { pendingRun } from './pending-run.ts';
import { shardOf } from './planner/shard-of.ts';
import { type ForecastRunResponse, runResponse } from './responses.ts';
import { firstProblem } from './status-message.ts';

export interface RunForecastJobNowCall {
  readonly ctx: Ctx;
  readonly input: {
    readonly jobId: string;
    /** The same key names the same run, however often it is sent. */
    readonly idempotencyKey?: string | undefined;
  };
}

/** Starts a run of a job beside its schedule, paused or not, and answers it as it stands: usually pending. */
export async function runForecastJobNow({ ctx, input }: RunForecastJobNowCall): Promise<ForecastRunResponse> {
  requirePermission(ctx, 'forecast-jobs:write');
  const { jobId, spec } = requireJob(await ctx.db.get(jobReference(ctx, input.jobId)));
  requireValid(spec);
  const key = input.idempotencyKey;
  const runId = key === undefined ? randomId('run') : deterministicId('run', jobId, key);
  const run = await createOrGet(ctx, jobId, runId);
  await ctx.tasks.enqueueRun({ orgId: ctx.orgId, jobId, runId });
  return runResponse(jobId, runId, run);
}

function requireValid(rawSpec: unknown): void {
  const { problems } = readSpec(rawSpec);
  if (problems.length === 0) return;
  throw new DomainError(
    'failed-precondition',
    'FORECAST_JOB_INVALID',
    `the job cannot run before its spec is right: ${firstProblem([...problems])}`,
    { extensions: { problems } },
  );
}

async function createOrGet(ctx: Ctx, jobId: string, runId: string): Promise<ForecastRun> {
  const ref = runCollection(ctx.db.firestore, ctx.orgId, jobId).doc(runId);
  const pending = pendingRun({
    trigger: 'manual',
    scheduledFor: ctx.now,
    message: 'waiting for a worker',
    requestedBy: actorName(ctx.actor),
    now: ctx.now,
  });
  const run = { ...pending, shard: shardOf(ctx.orgId, jobId) };
  try {
    await ctx.db.commit((writer) => {
      writer.create(ref, run);
      const change = { type: 'forecast-job', id: jobId, before: null, after: { runId, ...run } };
      recordAudit(ctx, writer, { verb: 'run', ...change });
    });
    return run;
  } catch (error) {
    if (!isFirestoreError(error, 'alreadyExists')) throw error;
    return (await ctx.db.get(ref)).data() ?? run;
  }
}
