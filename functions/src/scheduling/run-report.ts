import type { ForecastJobStatus } from '../contracts/forecast-job.ts';
import type { RunProgress, RunState, SeriesCounts, SeriesOutcome } from '../contracts/forecast-run.ts';
import type { FailWhen } from '../contracts/job-policies.ts';
import { countSeries } from './count-series.ts';
import { readSpec } from './job-spec.ts';
import { attemptsMax } from './limits.ts';
import type { Selection } from './resolve-selector.ts';
import type { ClaimedRun } from './run-lease.ts';
import { firstProblem } from './status-message.ts';
import type { totalSpending } from './total-spending.ts';

/** Of what a selector was found to name, what a job's status tells. */
export type Found = Pick<Selection, 'problems'> & { readonly metricIds: { readonly length: number } };

/** How a run ended, before it is written down. */
export interface RunReport {
  readonly state: Extract<RunState, 'completed' | 'failed' | 'skipped'>;
  readonly message: string;
  readonly outcomes: readonly SeriesOutcome[];
  /** Where `outcomes` are some of those of all series: how many there were of each kind, and how far the run came. */
  readonly counts?: SeriesCounts;
  readonly progress?: RunProgress;
  /** What the selector was found to name; null when the run did not come that far. */
  readonly selection: Found | null;
  /** What TimeGPT charged, where it was asked. */
  readonly spending?: ReturnType<typeof totalSpending>;
}

/** The end of a run that has nothing to tell of its series. */
export const ended = (
  state: RunReport['state'],
  message: string,
  selection: Found | null = null,
): RunReport => ({
  state,
  message,
  outcomes: [],
  selection,
});

/**
 * How a claimed run ends before it began, if it does: given up after too many attempts, or overtaken by what happened to
 * its job. A run that somebody asked for is done on a paused job too.
 */
export function reportBeforeWork({ lease, run, job }: ClaimedRun): RunReport | null {
  if (lease.attempt - run.waits > attemptsMax) {
    return ended('failed', `given up after ${attemptsMax} attempts; the last word was: ${run.message}`);
  }
  if (job === null) return ended('skipped', 'the job was deleted');
  const { spec, problems } = readSpec(job.spec);
  if (spec === null || problems.length > 0) {
    return ended('skipped', `the spec of the job is wrong: ${firstProblem([...problems])}`);
  }
  return spec.paused && run.trigger === 'schedule' ? ended('skipped', 'the job is paused') : null;
}

/** The end of a run whose selector names nothing that can be forecast. */
export function reportNothingSelected(selection: Selection): RunReport {
  return ended('skipped', firstProblem([...selection.problems]), selection);
}

/**
 * The end of a run over some series: completed when any was forecast, failed when any failed, else skipped. Failed, too,
 * when a larger share of the series failed than the spec allows; sums are not counted.
 */
export function reportOutcomes(
  outcomes: readonly SeriesOutcome[],
  selection: Selection,
  failWhen?: FailWhen,
): RunReport {
  const count = (kind: SeriesOutcome['outcome']) => outcomes.filter(({ outcome }) => outcome === kind).length;
  const forecast = count('forecast');
  const failed = count('failed');
  const series = outcomes.filter(({ metricId }) => metricId !== null).length;
  const excess = forecast === 0 ? '' : excessOf(countSeries(outcomes).failed, series, failWhen);
  const state = excess === '' && forecast > 0 ? 'completed' : failed > 0 ? 'failed' : 'skipped';
  return { state, message: `${excess}${summary(outcomes, forecast)}`, outcomes, selection };
}

/** In words how many more series failed than the spec allows; empty where it allows them. */
export function excessOf(failed: number, series: number, failWhen: FailWhen | undefined): string {
  if (failWhen === undefined || failed <= failWhen.failedShare * series) return '';
  const allowed = `${Number((failWhen.failedShare * 100).toFixed(2))} %`;
  return `${failed} of ${series} series failed, more than the ${allowed} that the spec allows; `;
}

function summary(outcomes: readonly SeriesOutcome[], forecast: number): string {
  const sums = outcomes.filter(({ metricId }) => metricId === null).length;
  const series = `${forecast - sums} of ${outcomes.length - sums} series forecast`;
  const theirs = sums === 1 ? 'the sum' : `${sums} sums`;
  const done = sums === 0 ? series : `${series}, and ${theirs} that they add up to`;
  const [first, ...more] = outcomes.filter(({ outcome }) => outcome !== 'forecast');
  return `${done}${troubleOf(first, more.length)}`;
}

/** A series that was not forecast, and how many others were not; empty where there is none. */
export function troubleOf(first: SeriesOutcome | undefined, more: number): string {
  if (first === undefined) return '';
  const others = more === 0 ? '' : ` (and ${more} more)`;
  return `; ${first.metricId} ${first.outcome}: ${first.message}${others}`;
}

/** The parts of a job's status that a run found out anew: which series its selector names, and what is wrong with it. */
export function refreshedStatus(
  selection: Found,
): Pick<ForecastJobStatus, 'problems' | 'seriesSelected' | 'seriesAtLeast'> {
  const problems = selection.problems.map(({ pointer, detail }) => ({ pointer, detail }));
  const seriesSelected = problems.length > 0 ? null : selection.metricIds.length;
  return { problems, seriesSelected, seriesAtLeast: null };
}
