import { actorName } from '../contracts/context.ts';
import { DomainError, notFound } from '../contracts/errors.ts';
import { runCollection } from '../firestore/collections.ts';
import type { Ctx } from '../firestore/context.ts';
import { recordAudit } from '../operator/audit/record-audit.ts';
import { requirePermission } from '../operator/rbac/require-permission.ts';
import { jobReference, readJob } from './job-document.ts';
import { lastRunOf } from './last-run.ts';
import { type ForecastRunResponse, runResponse } from './responses.ts';
import { runExpiry } from './run-expiry.ts';
import { isFinished } from './run-lease.ts';
import { messageAtRest } from './status-message.ts';
import { countsOf } from './under-way.ts';

export interface CancelForecastRunCall {
  readonly ctx: Ctx;
  readonly input: { readonly jobId: string; readonly runId: string };
}

/**
 * Ends a run that waits or is under way as `skipped`, and says who did. Its worker finds its lease gone when it renews it
 * or finishes, and writes nothing after; forecasts that it made before stay. Cancelling again changes nothing: the first
 * stays the one who did. Two reads, three writes.
 *
 * @throws {DomainError} `failed-precondition` (RUN_FINISHED) where the run ended by itself.
 */
export async function cancelForecastRun({ ctx, input }: CancelForecastRunCall): Promise<ForecastRunResponse> {
  requirePermission(ctx, 'forecast-jobs:write');
  const jobRef = jobReference(ctx, input.jobId);
  const { runId } = input;
  if (runId === '' || runId.includes('/')) throw notFound('forecast run', runId);
  const runRef = runCollection(ctx.db.firestore, ctx.orgId, jobRef.id).doc(runId);
  return ctx.db.transaction(async (transaction) => {
    const run = (await transaction.get(runRef)).data();
    if (run === undefined) throw notFound('forecast run', runId);
    if (run.cancelledAt !== null) return runResponse(jobRef.id, runId, run);
    if (isFinished(run)) throw finished(run.state);
    const job = readJob(await transaction.get(jobRef));
    const cancelledBy = actorName(ctx.actor);
    const changes = {
      state: 'skipped',
      message: `cancelled by ${cancelledBy}`,
      cancelledAt: ctx.now,
      cancelledBy,
      counts: run.progress === null ? null : countsOf(run.progress),
      finishedAt: ctx.now,
      leaseOwner: null,
      leaseExpiresAt: null,
      expireAt: runExpiry(job?.spec, ctx.now),
      durationMs: run.startedAt === null ? null : ctx.now.getTime() - run.startedAt.getTime(),
    } as const;
    transaction.update(runRef, changes);
    const lastRun = lastRunOf(job, runId, { ...run, ...changes });
    if (job !== null && lastRun !== null)
      transaction.update(jobRef, { 'status.lastRun': lastRun, 'status.message': messageAtRest(job) });
    const [before, after] = [
      { runId, ...run },
      { runId, ...run, ...changes },
    ];
    const change = { type: 'forecast-job', id: jobRef.id, before, after };
    recordAudit(ctx, transaction, { verb: 'cancel-run', ...change });
    return runResponse(jobRef.id, runId, after);
  });
}

function finished(state: string): DomainError {
  return new DomainError(
    'failed-precondition',
    'RUN_FINISHED',
    `the run is ${state}: only a run that is pending or running can be cancelled`,
    { extensions: { state } },
  );
}
