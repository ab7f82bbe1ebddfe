import { DomainError, notFound } from '../contracts/errors.ts';
import type { ForecastJobSpec, RunForecastJobTask } from '../contracts/forecast-job.ts';
import type { Ctx } from '../firestore/context.ts';
import { requirePermission } from '../operator/rbac/require-permission.ts';
import { FencedDatabase, RunLost } from './fenced-database.ts';
import { type FinishedRun, finishRun, postponeRun, releaseRun } from './finish-run.ts';
import { type ForecastMetric, forecastSeries, type SeriesResult } from './forecast-series.ts';
import { type ForecastMetrics, forecastTogether } from './forecast-together.ts';
import { judgeFreshness, type Postponed, withAge } from './freshness.ts';
import { forecastOptionsOf, readSpec } from './job-spec.ts';
import { attemptsMax } from './limits.ts';
import { type ForecastHierarchy, reconcileSeries } from './reconcile-series.ts';
import { resolveSelector, type Selection } from './resolve-selector.ts';
import { type ClaimedRun, claimRun, type RunLease, renewLease } from './run-lease.ts';
import { type RunReport, reportBeforeWork, reportNothingSelected, reportOutcomes } from './run-report.ts';
import { unknownMetric } from './selection-problems.ts';
import { totalSpending } from './total-spending.ts';

export interface RunForecastJobDeps {
  readonly forecastMetric: ForecastMetric;
  /** Used where a service is asked, about many series in one request. */
  readonly forecastMetrics?: ForecastMetrics;
  readonly forecastHierarchy: ForecastHierarchy;
  /** Who holds the lease: unique to the process, and good to find its log by. */
  readonly workerId: string;
  /** The time now, for leases and durations: a run goes on while `ctx.now` stands still. */
  readonly clock: () => Date;
}

export interface RunForecastJobCall {
  readonly ctx: Ctx;
  readonly input: RunForecastJobTask;
  readonly deps: RunForecastJobDeps;
}

/**
 * What a delivery of a run's task led to. `waiting`: data is late, and the sweep hands the run out again. Else
 * all but the states of a run mean that there was nothing (left) to do.
 */
export type RunForecastJobResult = FinishedRun | 'already-finished' | 'waiting';

/**
 * Does one run of a job: claims it by a lease, forecasts each selected series, and writes down how it went. May be
 * called any number of times for the same run; one result is seen.
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
  const before = { reads: ctx.db.meter.reads, writes: ctx.db.meter.writes };
  const startedAt = deps.clock();
  const claimed = await claimRun({ db: ctx.db, task: input, workerId: deps.workerId, now: startedAt });
  if (claimed === 'already-finished' || claimed === 'gone') return claimed;
  const work = await doRun({ ctx, input, deps: fencedDeps(deps, claimed.lease) }, claimed).catch(ifLost);
  if (work === 'superseded') return 'superseded';
  const { lease, report, retry } = work;
  if (report === 'late') return (await postponeRun(ctx.db, lease, work)) ? 'waiting' : 'superseded';
  if (retry !== undefined && lease.attempt - claimed.run.waits < attemptsMax) {
    await releaseRun(ctx.db, lease, report.message, deps.clock());
    throw interrupted(input.runId, retry);
  }
  const spec = claimed.job?.spec;
  const finished = await finishRun({
    ctx: { ...ctx, now: deps.clock() },
    lease,
    report,
    spec,
    startedAt,
    before,
  });
  if (retry !== undefined) throw retry;
  return finished;
}

function ifLost(error: unknown): 'superseded' {
  if (error instanceof RunLost) return 'superseded';
  throw error;
}

/** The same work, on a store that takes its writes only while the run is this worker's. */
function fencedDeps(deps: RunForecastJobDeps, lease: RunLease): RunForecastJobDeps {
  const fenced = <C extends { readonly ctx: Ctx }>(call: C): C => ({
    ...call,
    ctx: { ...call.ctx, db: new FencedDatabase(call.ctx.db, lease) },
  });
  const { forecastMetric, forecastMetrics, forecastHierarchy } = deps;
  return {
    ...deps,
    forecastMetric: (call) => forecastMetric(fenced(call)),
    forecastHierarchy: (call) => forecastHierarchy(fenced(call)),
    ...(forecastMetrics && { forecastMetrics: (call) => forecastMetrics(fenced(call)) }),
  };
}

interface Done {
  readonly lease: RunLease;
  readonly report: RunReport;
  /** An error that another attempt may not meet. */
  readonly retry?: unknown;
}

/** What a delivery came to: the run is done, or data is late and the run waits until `until`. */
type Work =
  | Done
  | (Postponed & { readonly lease: RunLease; readonly report: 'late'; readonly retry?: never });

async function doRun(call: RunForecastJobCall, claimed: ClaimedRun): Promise<Work | 'superseded'> {
  const { lease, job } = claimed;
  const early = reportBeforeWork(claimed);
  const { spec } = readSpec(job?.spec);
  if (early !== null) return { lease, report: early };
  if (spec === null) throw new Error('a run without a spec was not reported as skipped');
  // For one id, forecasting finds out by itself whether the metric exists; asking first would cost a read.
  const selection: Selection =
    'metricId' in spec.selector && spec.freshness === undefined
      ? { metricIds: [spec.selector.metricId], problems: [] }
      : await resolveSelector(call.ctx, spec);
  if (selection.problems.length > 0) return { lease, report: reportNothingSelected(selection) };
  const judged = judgeFreshness(spec, selection, claimed.run, call.deps.clock());
  if ('until' in judged) return { ...judged, lease, report: 'late' };
  const { metricIds, leftOut } = judged;
  const done =
    metricIds.length === 0
      ? { lease, results: [] }
      : await forecastSelection(call, lease, { ...selection, metricIds }, spec);
  if (done === null) return 'superseded';
  const results = done.results.map((result) => withAge(result, spec.freshness, call.ctx.now));
  const outcomes = [...results.map(({ outcome }) => outcome), ...leftOut];
  const found = 'metricId' in spec.selector ? withMissing(selection, done.results) : selection;
  const report = { ...reportOutcomes(outcomes, found, spec.failWhen), spending: totalSpending(done.results) };
  const retry = done.results.find((result) => result.retry !== undefined)?.retry;
  return { lease: done.lease, report, retry };
}

/** One by one, or together where the job has a hierarchy. */
async function forecastSelection(
  call: RunForecastJobCall,
  lease: RunLease,
  selection: Selection,
  spec: ForecastJobSpec,
): Promise<{ lease: RunLease; results: SeriesResult[] } | null> {
  const { hierarchy, selector } = spec;
  const options = forecastOptionsOf(spec);
  if (hierarchy === undefined || 'metricId' in selector) return forecastAll(call, lease, selection, options);
  const { ctx, input, deps } = call;
  const { jobId, runId } = input;
  const question = { metricIds: selection.metricIds, selector, hierarchy, options, jobId, runId };
  const held = { claimed: lease, clock: deps.clock };
  return reconcileSeries(deps.forecastHierarchy, { ctx, input: question }, held);
}

/** Every series in turn, the lease renewed in between; null when the run was lost to another worker. */
async function forecastAll(
  { ctx, input, deps }: RunForecastJobCall,
  claimed: RunLease,
  selection: Selection,
  options: ReturnType<typeof forecastOptionsOf>,
): Promise<{ lease: RunLease; results: SeriesResult[] } | null> {
  if (options.backend === 'timegpt' && deps.forecastMetrics !== undefined) {
    const { metricIds } = selection;
    const { jobId, runId } = input;
    const asked = { metricIds, options, jobId, runId, again: claimed.attempt > 1 };
    return forecastTogether(deps.forecastMetrics, { ctx, input: asked }, claimed, deps.clock);
  }
  const results: SeriesResult[] = [];
  let lease = claimed;
  for (const metricId of selection.metricIds) {
    const renewed = await renewLease(ctx.db, lease, deps.clock());
    if (renewed === null) return null;
    lease = renewed;
    const series = { metricId, options, jobId: input.jobId, runId: input.runId };
    results.push(await forecastSeries(deps.forecastMetric, { ctx, input: series }));
  }
  return { lease, results };
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
