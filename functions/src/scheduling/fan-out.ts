import type { ForecastBatch } from '../contracts/forecast-batch.ts';
import type { RunForecastJobTask } from '../contracts/forecast-job.ts';
import type { RunProgress } from '../contracts/forecast-run.ts';
import type { Ctx } from '../firestore/context.ts';
import { costSince, type Metered } from './cost-since.ts';
import { FencedDatabase } from './fenced-database.ts';
import type { FinishedRun } from './finish-run.ts';
import type { ForecastDeps } from './forecast-deps.ts';
import type { GoesOn } from './freshness.ts';
import { handOutBatches } from './hand-out-batches.ts';
import { pendingMs, seriesPerBatch } from './limits.ts';
import { batchIdAt, leftOutBatch, type PlannedAt, pendingBatch } from './planned-batch.ts';
import { batchExpiry } from './run-expiry.ts';
import type { ClaimedRun, RunLease } from './run-lease.ts';
import { settleRun } from './settle-run.ts';
import { progressMessage } from './under-way.ts';
import { writePlan } from './write-plan.ts';

/** Series that one task forecasts. */
export const perTask = (deps: Pick<ForecastDeps, 'seriesPerBatch'>): number =>
  deps.seriesPerBatch ?? seriesPerBatch;

export interface FanOutCall {
  readonly ctx: Ctx;
  readonly input: RunForecastJobTask;
  readonly deps: ForecastDeps;
}

export interface FanOutInput {
  readonly claimed: Pick<ClaimedRun, 'lease'>;
  /** As it stands in the job, for the run to be done by. */
  readonly spec: unknown;
  readonly series: GoesOn;
  /** The meter when the run began. */
  readonly before: Metered;
}

/** Its batches do the rest of the run, or the run was over before that could be said. */
export type FannedOut = 'fanned-out' | 'run-over';

/**
 * Splits a claimed run into batches: writes them all, marks the run as planned, hands a task out for each, and gives up
 * the lease of the run to them.
 *
 * A worker that dies before the mark leaves a plan that nobody works by, and the next writes it anew. After the mark the
 * plan stands, and so does the spec, whatever becomes of the job: supervising hands out what was not.
 *
 * @throws {RunLost} where the run was lost to another worker before the mark.
 */
export async function fanOut(
  { ctx, input, deps }: FanOutCall,
  { claimed: { lease }, spec, series, before }: FanOutInput,
): Promise<FinishedRun | FannedOut> {
  const plannedAt = deps.clock();
  const expireAt = batchExpiry(spec, plannedAt);
  const plan = planBatches(series, perTask(deps), { now: plannedAt, expireAt });
  await writePlan(ctx, lease, plan, deps.clock);
  const pending = plan.flatMap(({ state }, place) => (state === 'pending' ? [batchIdAt(place + 1)] : []));
  const now = deps.clock();
  const mark = { ...progressOf(plan, now), tasks: 1 + pending.length };
  await markPlanned(ctx, lease, { ...mark, spec, before, now });
  const call = { ctx, input, refs: { runRef: lease.ref, jobRef: lease.jobRef }, clock: deps.clock };
  if (pending.length === 0) return settleRun(call);
  await handOutBatches(call, pending, { documentReads: 0, documentWrites: 0 });
  return 'fanned-out';
}

/** The series that go on, in batches of `size`, then those that are left out. */
function planBatches({ metricIds, leftOut }: GoesOn, size: number, at: PlannedAt): ForecastBatch[] {
  return [
    ...parts(metricIds, size).map((part) => pendingBatch(part, at)),
    ...parts(leftOut, size).map((part) => leftOutBatch(part, at)),
  ];
}

function parts<T>(all: readonly T[], size: number): (readonly T[])[] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, place) =>
    all.slice(place * size, (place + 1) * size),
  );
}

function progressOf(plan: readonly ForecastBatch[], asOf: Date): { readonly progress: RunProgress } {
  const sum = (of: (batch: ForecastBatch) => number) => plan.reduce((all, batch) => all + of(batch), 0);
  const progress = {
    series: sum(({ metricIds }) => metricIds.length),
    batches: plan.length,
    batchesDone: sum(({ state }) => (state === 'done' ? 1 : 0)),
    forecast: 0,
    skipped: sum(({ counts }) => counts.skipped),
    failed: 0,
    asOf,
  };
  return { progress };
}

interface Mark {
  readonly progress: RunProgress;
  readonly tasks: number;
  readonly spec: unknown;
  readonly before: Metered;
  readonly now: Date;
}

/** From here on the run is its batches'. One read, one write. */
async function markPlanned(
  { db }: Ctx,
  lease: RunLease,
  { progress, tasks, spec, before, now }: Mark,
): Promise<void> {
  await new FencedDatabase(db, lease).commit((writer) =>
    writer.update(lease.ref, {
      progress,
      spec,
      message: progressMessage(progress),
      leaseOwner: null,
      leaseExpiresAt: new Date(now.getTime() + pendingMs),
      cost: { ...costSince(db.meter, before, { writes: 1 }), tasks },
    }),
  );
}
