import type { FieldProblem } from '../contracts/errors.ts';
import type { ForecastJobSpec, ForecastJobStatus } from '../contracts/forecast-job.ts';
import { nextRunAfter, runsAt } from '../cron/cron.ts';
import type { SelectedCount } from './count-selected.ts';
import { readSpec } from './job-spec.ts';
import { shardOf } from './planner/shard-of.ts';
import { firstDueAt, isDue } from './planner/turns.ts';
import { specHash } from './spec-hash.ts';
import { statusMessage } from './status-message.ts';

/**
 * Whether a status was made from this very spec and still holds together. A person can edit a status in the console: a
 * scheduled job without a next run, or a paused one with, counts as not observed and is reconciled again.
 */
export function isObserved(status: ForecastJobStatus | null, spec: unknown): status is ForecastJobStatus {
  if (status === null || status.observedSpecHash !== specHash(spec)) return false;
  return (status.phase === 'scheduled') === (status.nextRunAt !== null) && isDue(status);
}

export interface PlanStatusInput {
  /** As it stands in the document, right or wrong. */
  readonly spec: unknown;
  readonly previous: ForecastJobStatus | null;
  readonly orgId: string;
  readonly jobId: string;
  /** How many series the spec's selector names now; null when the spec has no selector that can be read. */
  readonly selected: SelectedCount | null;
  /** What only a calendar can tell of the spec: countries and regions that are none. */
  readonly holidays?: readonly FieldProblem[];
  readonly now: Date;
}

/**
 * The status that a new spec gets: one generation on, phase, problems in words, next run counted from `now`.
 *
 * A metric that is not there does not make a job invalid, since it may come: the job stays scheduled, says what is
 * missing, and its runs are skipped until the series is there. Only what a person must repair (shape, cron, time zone)
 * is `invalid`, and then nothing is scheduled.
 */
export function planStatus({
  spec: raw,
  previous,
  orgId,
  jobId,
  selected,
  holidays = [],
  now,
}: PlanStatusInput): ForecastJobStatus {
  const { spec, problems: ofShape } = readSpec(raw);
  const own = [...ofShape, ...holidays];
  const problems = [...own, ...(selected?.problems ?? [])].map(({ pointer, detail }) => ({
    pointer,
    detail,
  }));
  const valid = own.length === 0 ? spec : null;
  const phase = valid === null ? 'invalid' : valid.paused ? 'paused' : 'scheduled';
  const nextRunAt = valid === null || valid.paused ? null : nextRun(valid, previous, now);
  const failuresInRow = previous?.failuresInRow ?? 0;
  // Whoever saves another spec has repaired the job or wants to see whether: it is not made to wait.
  const backOff = null;
  return {
    observedGeneration: (previous?.observedGeneration ?? 0) + 1,
    observedSpecHash: specHash(raw),
    phase,
    message: statusMessage({ phase, nextRunAt, problems, failuresInRow, backOff }, valid?.timeZone ?? 'UTC'),
    problems,
    seriesSelected: selected?.seriesSelected ?? null,
    seriesAtLeast: selected?.seriesAtLeast ?? null,
    nextRunAt,
    dueAt: nextRunAt === null ? null : dueAt(nextRunAt, previous, { orgId, jobId }),
    shard: shardOf(orgId, jobId),
    lastRun: previous?.lastRun ?? null,
    failuresInRow,
    backOff,
    schedulerJobName: previous?.schedulerJobName ?? null,
    reconciledAt: now,
  };
}

/** A job that waits for the same instant as before keeps its turn. */
function dueAt(
  nextRunAt: Date,
  previous: ForecastJobStatus | null,
  { orgId, jobId }: Pick<PlanStatusInput, 'orgId' | 'jobId'>,
): Date {
  const same = previous?.nextRunAt?.getTime() === nextRunAt.getTime() && isDue(previous);
  return (same ? previous.dueAt : null) ?? firstDueAt(nextRunAt, orgId, jobId);
}

/** An instant that is due already and that the new spec has too stays due: renaming a job does not cost it a run. */
function nextRun(spec: ForecastJobSpec, previous: ForecastJobStatus | null, now: Date): Date | null {
  const due = previous?.nextRunAt ?? null;
  return due !== null && due <= now && runsAt(spec, due) ? due : nextRunAfter(spec, now);
}
