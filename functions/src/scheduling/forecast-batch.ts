import { DomainError, notFound } from '../contracts/errors.ts';
import type { ForecastBatch, ForecastBatchTask } from '../contracts/forecast-batch.ts';
import type { Ctx } from '../firestore/context.ts';
import { requirePermission } from '../operator/rbac/require-permission.ts';
import { type ClaimedBatch, claimBatch } from './batch-lease.ts';
import { costSince, meterNow } from './cost-since.ts';
import { RunLost } from './fenced-database.ts';
import { finishBatch, releaseBatch } from './finish-batch.ts';
import type { FinishedRun } from './finish-run.ts';
import { forecastAll } from './forecast-all.ts';
import { type ForecastDeps, fencedDeps } from './forecast-deps.ts';
import type { SeriesResult } from './forecast-series.ts';
import { withAge } from './freshness.ts';
import type { BatchesCall } from './hand-out-batches.ts';
import { holdLease } from './hold-lease.ts';
import { forecastOptionsOf, readSpec } from './job-spec.ts';
import { attemptsMax } from './limits.ts';
import { batchesOf, runReferences } from './run-lease.ts';
import { settleRun, settlingReads } from './settle-run.ts';
import type { FannedOutRun } from './under-way.ts';
import { lookAtRun, watchRun } from './watch-run.ts';

export interface ForecastBatchCall {
  readonly ctx: Ctx;
  readonly input: ForecastBatchTask;
  readonly deps: Omit<ForecastDeps, 'forecastHierarchy'>;
}

/**
 * What a delivery of a batch's task led to. `fanned-out`: the batch is done, others are not. `run-over`: the run ended
 * before. Else how the run ended, since this was the last batch.
 */
export type ForecastBatchResult = FinishedRun | 'fanned-out' | 'run-over';

/**
 * Does one batch of a run over many series: claims it by a lease of its own, forecasts its series, writes down how they went,
 * and ends the run where no batch is left. May be called any number of times for the same batch; one result is seen.
 *
 * Throws `aborted` (RUN_LEASE_HELD) while another worker is at it and `unavailable` (RUN_INTERRUPTED) when an unexpected
 * error left it for another attempt; the queue delivers both again. After `attemptsMax` attempts its series stand as they
 * are, and the unexpected error is thrown for the log. A batch that killed so many workers counts its series as failed.
 */
export async function forecastBatch({ ctx, input, deps }: ForecastBatchCall): Promise<ForecastBatchResult> {
  requirePermission(ctx, 'forecasts:write');
  if (input.orgId !== ctx.orgId) throw notFound('forecast job', input.jobId);
  const { batchId, ...runTask } = input;
  const { workerId, clock } = deps;
  const before = meterNow(ctx.db.meter);
  const refs = runReferences(ctx.db, runTask);
  const call = { ctx, input: runTask, refs, clock };
  const run = await lookAtRun(call);
  if (typeof run === 'string') return run;
  const claim = { db: ctx.db, task: input, workerId, now: clock() };
  const claimed = await claimBatch(claim, batchesOf(refs.runRef).doc(batchId));
  if (claimed === 'gone') return 'gone';
  if (claimed === 'done') return settleRun(call);
  const { attempt } = claimed.lease;
  const results = await resultsOf(call, deps, run, claimed).catch(ifLost);
  if (results === 'superseded') return 'superseded';
  const retry = results.find((result) => result.retry !== undefined)?.retry;
  const again = retry !== undefined && attempt < attemptsMax;
  const reads = again ? 0 : settlingReads;
  const cost = () => costSince(ctx.db.meter, before, { reads, writes: 1 });
  const end = { results, cost, now: clock() };
  const written = await (again ? releaseBatch : finishBatch)(ctx.db, claimed, end).catch(ifLost);
  if (written === 'superseded') return 'superseded';
  if (again) throw interrupted(input, retry);
  const settled = await settleRun(call);
  if (retry !== undefined) throw retry;
  return settled;
}

function ifLost(error: unknown): 'superseded' {
  if (error instanceof RunLost) return 'superseded';
  throw error;
}

/** What became of each series; all failed where too many workers did not come back from the batch. */
async function resultsOf(
  call: BatchesCall,
  deps: ForecastBatchCall['deps'],
  run: FannedOutRun,
  { lease, batch, startedAt }: ClaimedBatch,
): Promise<readonly SeriesResult[]> {
  if (lease.attempt > attemptsMax) return givenUp(batch);
  const { spec } = readSpec(run.spec);
  if (spec === null) throw new Error(`the run ${call.input.runId} was split by a spec that does not parse`);
  const { ctx, clock } = call;
  const { jobId, runId } = call.input;
  const hold = holdLease(ctx.db, lease, clock);
  const watch = watchRun(call, startedAt);
  const holdOn = async (leftMs?: number) => {
    await hold(leftMs);
    await watch();
  };
  const again = lease.attempt > 1;
  const input = { metricIds: batch.metricIds, options: forecastOptionsOf(spec), jobId, runId, again };
  const results = await forecastAll(ctx, input, fencedDeps(deps, lease), holdOn);
  return results.map((result) => withAge(result, spec.freshness, ctx.now));
}

function givenUp({ metricIds, message }: ForecastBatch): SeriesResult[] {
  const words = `given up after ${attemptsMax} attempts; the last word was: ${message}`;
  return metricIds.map((metricId) => ({
    outcome: { metricId, outcome: 'failed', reason: 'error', forecastId: null, message: words },
  }));
}

function interrupted({ runId, batchId }: ForecastBatchTask, cause: unknown): DomainError {
  const words = `the batch ${batchId} of the run ${runId} stopped and is tried again`;
  return new DomainError('unavailable', 'RUN_INTERRUPTED', words, {
    cause,
    extensions: { runId, batchId },
  });
}
