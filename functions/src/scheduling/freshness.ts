import type { ForecastJobSpec } from '../contracts/forecast-job.ts';
import type { ForecastRun, SeriesOutcome } from '../contracts/forecast-run.ts';
import { durationMs, type Freshness } from '../contracts/job-policies.ts';
import type { ModelCard } from '../contracts/model-card.ts';
import type { SeriesResult } from './forecast-series.ts';
import { waitStepMaxMs, waitStepMinMs } from './limits.ts';
import type { Selection } from './resolve-selector.ts';

/** A run that waits for late data: until when at first, until when at the most, and why. */
export interface Postponed {
  readonly until: Date;
  readonly deadline: Date;
  readonly message: string;
}

/** A run that goes on: with which series, and the outcomes of those that it leaves out. */
export interface GoesOn {
  readonly metricIds: readonly string[];
  readonly leftOut: readonly SeriesOutcome[];
}

/** Looks that a run takes at late data while it waits, about. */
const looks = 12;

const dayMs = 86_400_000;

/** A series that nothing is said of is stale when it is late by days, and by more than what its own steps explain. */
const staleByItselfMs = 2 * dayMs;

interface Stale {
  readonly metricId: string;
  readonly newestAt: Date;
  readonly ageMs: number;
}

/**
 * What a run does with late data, as its spec says. A series without any point is not late: forecasting says what is the
 * matter with it. A run waits until `waitAtMost` after its scheduled instant, a twelfth of that at a time; then it goes on
 * with what there is. Where series are summed, one that is stale takes all others with it, since their sum would be
 * another.
 */
export function judgeFreshness(
  { freshness, hierarchy }: Pick<ForecastJobSpec, 'freshness' | 'hierarchy'>,
  { metricIds, newest }: Selection,
  { scheduledFor }: Pick<ForecastRun, 'scheduledFor'>,
  now: Date,
): Postponed | GoesOn {
  if (freshness === undefined) return { metricIds, leftOut: [] };
  const stale = staleOf(newest ?? new Map(), durationMs(freshness.maxAge), now);
  const [first] = stale;
  if (first === undefined || freshness.whenStale === 'proceed') return { metricIds, leftOut: [] };
  if (freshness.whenStale === 'wait') {
    const until = lookAgainAt(freshness, scheduledFor, now);
    if (until === null) return { metricIds, leftOut: [] };
    const deadline = new Date(scheduledFor.getTime() + durationMs(freshness.waitAtMost ?? '0m'));
    const more = stale.length === 1 ? '' : ` (and ${stale.length - 1} more)`;
    const message = `waits for data: ${first.metricId}: ${wordsOf(first.ageMs, freshness)}${more}; goes on without at ${deadline.toISOString()}`;
    return { until, deadline, message };
  }
  const leftOut = stale.map((one) => skipped(one, wordsOf(one.ageMs, freshness)));
  const ids = new Set(stale.map(({ metricId }) => metricId));
  const fresh = metricIds.filter((metricId) => !ids.has(metricId));
  if (hierarchy === undefined) return { metricIds: fresh, leftOut };
  const message = `in no sum: ${first.metricId} is stale, and sums without it would be others`;
  return { metricIds: [], leftOut: [...leftOut, ...fresh.map((metricId) => inNoSum(metricId, message))] };
}

/** The result of a series with the newest point that was seen and its age, and called stale where it is. */
export function withAge(result: SeriesResult, freshness: Freshness | undefined, now: Date): SeriesResult {
  const { history, outcome } = result;
  const newestAt = history?.newestAt ?? null;
  if (history === undefined || newestAt === null) return result;
  const ageMs = ageOf(newestAt, now);
  const seen = { ...outcome, newestAt, ageSeconds: Math.round(ageMs / 1_000) };
  const maxMs =
    freshness === undefined
      ? staleByItselfMs + 2 * stepMsOf(history.resolution)
      : durationMs(freshness.maxAge);
  if (ageMs <= maxMs) return { ...result, outcome: seen };
  const message = `${outcome.message}; ${wordsOf(ageMs, freshness)}`;
  return { ...result, outcome: { ...seen, reason: 'stale', message } };
}

/** When to look again, no later than when waiting ends; null where it has ended. */
function lookAgainAt({ waitAtMost }: Freshness, scheduledFor: Date, now: Date): Date | null {
  const waitMs = waitAtMost === undefined ? 0 : durationMs(waitAtMost);
  const deadline = scheduledFor.getTime() + waitMs;
  if (now.getTime() >= deadline) return null;
  const step = Math.min(waitStepMaxMs, Math.max(waitStepMinMs, waitMs / looks));
  return new Date(Math.min(deadline, now.getTime() + step));
}

function staleOf(newest: ReadonlyMap<string, Date | null>, maxAgeMs: number, now: Date): Stale[] {
  return [...newest].flatMap(([metricId, newestAt]) => {
    const ageMs = newestAt === null ? 0 : ageOf(newestAt, now);
    return newestAt === null || ageMs <= maxAgeMs ? [] : [{ metricId, newestAt, ageMs }];
  });
}

/** Points that are planned lie ahead; they are as fresh as can be. */
const ageOf = (newestAt: Date, now: Date): number => Math.max(0, now.getTime() - newestAt.getTime());

function wordsOf(ageMs: number, freshness: Freshness | undefined): string {
  const age = `the newest point is ${ageWords(ageMs)} old`;
  return freshness === undefined ? age : `${age}, more than ${freshness.maxAge}`;
}

function ageWords(ageMs: number): string {
  const hours = ageMs / 3_600_000;
  if (hours < 2) return `${Math.round(hours * 60)} min`;
  return hours < 48 ? `${Number(hours.toFixed(1))} h` : `${Number((hours / 24).toFixed(1))} d`;
}

const stepMsOf = ({ unit, count }: ModelCard['history']['resolution']): number =>
  count * (unit === 'month' ? 31 * dayMs : 1);

const skipped = ({ metricId, newestAt, ageMs }: Stale, message: string): SeriesOutcome => ({
  metricId,
  outcome: 'skipped',
  reason: 'stale',
  forecastId: null,
  newestAt,
  ageSeconds: Math.round(ageMs / 1_000),
  message,
});

const inNoSum = (metricId: string, message: string): SeriesOutcome => ({
  metricId,
  outcome: 'skipped',
  reason: 'in-no-sum',
  forecastId: null,
  message,
});
