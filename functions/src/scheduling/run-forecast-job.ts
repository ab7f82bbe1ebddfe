import { DomainError, notFound } from '../contracts/errors.ts';
import type { ForecastJobSpec, RunForecastJobTask } from '../contracts/forecast-job.ts';
import type { Ctx } from '../firestore/context.ts';
import { requirePermission } from '../operator/rbac/require-permission.ts';
import { costSince, type Metered, meterNow } from './cost-since.ts';
import { type FannedOut, fanOut, perTask } from './fan-out.ts';
import { RunLost } from './fenced-database.ts';
import { type FinishedRun, finishRun, postponeRun, releaseRun } from './finish-run.ts';
import { forecastAll } from './forecast-all.ts';
import { type ForecastDeps, fencedDeps } from './forecast-deps.ts';
import type { SeriesResult } from './forecast-series.ts';
import { judgeFreshness, type Postponed, withAge } from './freshness.ts';
import { holdLease } from './hold-lease.ts';
import { forecastOptionsOf, readSpec } from './job-spec.ts';
import { holdsLease } from './lease.ts';
import { attemptsMax } from './limits.ts';
import { reconcileSeries } from './reconcile-series.ts';
import { resolveSelector, type Selection } from './resolve-selector.ts';
import { type ClaimedRun, claimRun, type RunLease } from './run-lease.ts';
import { type RunReport, reportBeforeWork, reportNothingSelected, reportOutcomes } from './run-report.ts';
import { unknownMetric } from './selection-problems.ts';
import { superviseRun } from './supervise-run.ts';
import { totalSpending } from './total-spending.ts';

export type RunForecastJobDeps = ForecastDeps;

export interface RunForecastJobCall {
  readonly ctx: Ctx;
  readonly input: RunForecastJobTask;
  readonly deps: RunForecastJobDeps;
}

/**
 * What a delivery of a run's task led to. `waiting`: data is late, and the sweep hands the run out again. `fanned-out`:
 * its batches do the rest. Else all but the states of a run mean that there was nothing (left) to do.
 */
export type RunForecastJobResult = FinishedRun | 'already-finished' | 'waiting' | FannedOut;

/**
 * Does one run of a job: claims it by a lease, forecasts each selected series, and writes down how it went; more series
 * than one task bears it splits into batches. May be called any number of times for the same run; one result is seen.
 *
 * Throws `aborted` (RUN_LEASE_HELD) while another worker is at it and `unavailable` (RUN_INTERRUPTED) when an
 * unexpected error left it for another attempt; the queue delivers both again. After `attemptsMax` attempts the run is
 * failed, and the unexpected error is thrown for the log.
 */
export async function runForecastJob({
  ctx,
  input,
  deps,
}: RunForecastJobCall): Promise<RunForecastJobResult> {
  requirePermission(ctx, 'forecasts:write');
  if (input.orgId !== ctx.orgId) throw notFound('forecast job', input.jobId);
  const before = meterNow(ctx.db.meter);
  const startedAt = deps.clock();
  const claimed = await claimRun({ db: ctx.db, task: input, workerId: deps.workerId, now: startedAt });
  if (claimed === 'already-finished' || claimed === 'gone') return claimed;
  if ('planned' in claimed) return superviseRun({ ctx, input, clock: deps.clock, before }, claimed.planned);
  const { lease } = claimed;
  const work = await doRun({ ctx, input, deps: fencedDeps(deps, lease) }, claimed, before).catch(ifLost);
  if (typeof work === 'string') return work;
  const { report, retry } = work;
  if (report === 'late') return (await postponeRun(ctx.db, lease, work)) ? 'waiting' : 'superseded';
  if (retry !== undefined && lease.attempt - claimed.run.waits < attemptsMax) {
    await releaseRun(ctx.db, lease, report.message, deps.clock());
    throw interrupted(input.runId, retry);
  }
  const finished = await finishRun({
    ctx: { ...ctx, now: deps.clock() },
    runRef: lease.ref,
    jobRef: lease.jobRef,
    isOurs: (run) => holdsLease(run, lease),
    report,
    spec: claimed.job?.spec,
    startedAt,
    cost: (writes) => ({ ...costSince(ctx.db.meter, before, { writes }), tasks: 1, ...report.spending }),
  });
  if (retry !== undefined) throw retry;
  return finished;
}

function ifLost(error: unknown): 'superseded' {
  if (error instanceof RunLost) return 'superseded';
  throw error;
}

interface Done {
  readonly report: RunReport;
  /** An error that another attempt may not meet. */
  readonly retry?: unknown;
}

/** What a delivery came to: the run is done, or data is late and the run waits until `until`; in words, the others. */
type Work =
  | Done
  | (Postponed & { readonly report: 'late'; readonly retry?: never })
  | FinishedRun
  | FannedOut;

async function doRun(call: RunForecastJobCall, claimed: ClaimedRun, before: Metered): Promise<Work> {
  const { job } = claimed;
  const early = reportBeforeWork(claimed);
  const { spec } = readSpec(job?.spec);
  if (early !== null) return { report: early };
  if (spec === null || job === null) throw new Error('a run without a spec was not reported as skipped');
  // For one id, forecasting finds out by itself whether the metric exists; asking first would cost a read.
  const selection: Selection =
    'metricId' in spec.selector && spec.freshness === undefined
      ? { metricIds: [spec.selector.metricId], problems: [] }
      : await resolveSelector(call.ctx, spec);
  if (selection.problems.length > 0) return { report: reportNothingSelected(selection) };
  const judged = judgeFreshness(spec, selection, claimed.run, call.deps.clock());
  if ('until' in judged) return { ...judged, report: 'late' };
  if (spec.hierarchy === undefined && selection.metricIds.length > perTask(call.deps)) {
    return fanOut(call, { claimed, spec: job.spec, series: judged, before });
  }
  const { metricIds, leftOut } = judged;
  const done =
    metricIds.length === 0
      ? []
      : await forecastSelection(call, claimed.lease, { ...selection, metricIds }, spec);
  if (done === null) return 'superseded';
  const results = done.map((result) => withAge(result, spec.freshness, call.ctx.now));
  const outcomes = [...results.map(({ outcome }) => outcome), ...leftOut];
  const found = 'metricId' in spec.selector ? withMissing(selection, done) : selection;
  const report = { ...reportOutcomes(outcomes, found, spec.failWhen), spending: totalSpending(done) };
  return { report, retry: done.find((result) => result.retry !== undefined)?.retry };
}

/** One by one, or together where the job has a hierarchy; null when the run was lost to another worker. */
async function forecastSelection(
  { ctx, input, deps }: RunForecastJobCall,
  lease: RunLease,
  { metricIds }: Selection,
  spec: ForecastJobSpec,
): Promise<SeriesResult[] | null> {
  const { hierarchy, selector } = spec;
  const { jobId, runId } = input;
  const question = { metricIds, options: forecastOptionsOf(spec), jobId, runId };
  if (hierarchy === undefined || 'metricId' in selector) {
    const asked = { ...question, again: lease.attempt > 1 };
    return forecastAll(ctx, asked, deps, holdLease(ctx.db, lease, deps.clock));
  }
  const held = { claimed: lease, clock: deps.clock };
  const call = { ctx, input: { ...question, selector, hierarchy } };
  return (await reconcileSeries(deps.forecastHierarchy, call, held))?.results ?? null;
}

/** A single metric that turned out not to exist is a problem of the selector, for the job's status. */
function withMissing(selection: Selection, results: readonly SeriesResult[]): Selection {
  const [only] = results;
  const metricId = only?.outcome.metricId;
  if (typeof metricId !== 'string' || only?.exists !== false) return selection;
  return { metricIds: [], problems: [unknownMetric(metricId)] };
}

function interrupted(runId: string, cause: unknown): DomainError {
  return new DomainError('unavailable', 'RUN_INTERRUPTED', `the run ${runId} stopped and is tried again`, {
    cause,
    extensions: { runId },
  });
}
