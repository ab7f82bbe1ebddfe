import type { CatchUpPolicy } from '../../contracts/forecast-job.ts';
import { latestRunsUntil, nextRunAfter, type Schedule } from '../../cron/cron.ts';

/** Missed instants that are made up for one by one, at most: the latest day of an hourly job. */
export const catchUpRunsMax = 24;

/** How late an instant may be and still not be missed: what a full queue or a slow sweep costs, not an outage. */
export const missedAfterMs = 15 * 60_000;

export interface DispatchPlanInput {
  readonly schedule: Schedule & { readonly catchUp: CatchUpPolicy };
  /** The instant that the job waits for. */
  readonly due: Date;
  readonly now: Date;
}

/** A run that a job gets now. */
export interface PlannedRun {
  readonly scheduledFor: Date;
  /** For a worker, or only written down: missed, and not to be made up for. */
  readonly state: 'pending' | 'skipped';
  /** The first of the instants before this one that get no run of their own; null when there are none. */
  readonly missedSince: Date | null;
}

export interface DispatchPlan {
  /** Oldest first; empty when the job is not due. */
  readonly runs: readonly PlannedRun[];
  /** What the job waits for then: after `now`, or null when the schedule has no more. */
  readonly nextRunAt: Date | null;
}

/**
 * What a sweep at `now` does with a job that waits for `due`. Of n instants from `due` to `now`, one by default,
 *
 * - `latest` runs the last, which stands for all;
 * - `all` runs each, the last `catchUpRunsMax` at most;
 * - `none` runs the last when it is no later than `missedAfterMs`, and otherwise writes it down as skipped.
 *
 * Every instant is met exactly once: by its own run, or by the next run, which tells since when it stands for others.
 * The same question has the same answer, so a sweep that died half-way is done again, not done twice.
 */
export function planDispatch({ schedule, due, now }: DispatchPlanInput): DispatchPlan {
  if (due > now) return { runs: [], nextRunAt: due };
  const nextRunAt = nextRunAfter(schedule, now);
  return { runs: runsOf(schedule, due, now), nextRunAt };
}

function runsOf(schedule: DispatchPlanInput['schedule'], due: Date, now: Date): PlannedRun[] {
  const wanted = schedule.catchUp === 'all' ? catchUpRunsMax : 1;
  const latest = missedInstants(schedule, due, now, wanted + 1);
  const instants = latest.slice(-wanted);
  const dropped = latest.length > wanted;
  return instants.map((scheduledFor, index) => ({
    scheduledFor,
    state: isGivenUp(schedule.catchUp, scheduledFor, now) ? 'skipped' : 'pending',
    missedSince: dropped && index === 0 ? due : null,
  }));
}

const isGivenUp = (catchUp: CatchUpPolicy, scheduledFor: Date, now: Date): boolean =>
  catchUp === 'none' && now.getTime() - scheduledFor.getTime() > missedAfterMs;

/** The last `count` of `due` and the instants after it up to `now`, oldest first. */
function missedInstants(schedule: Schedule, due: Date, now: Date, count: number): Date[] {
  const next = nextRunAfter(schedule, due);
  if (next === null || next > now) return [due];
  const after = latestRunsUntil(schedule, now, count).filter((instant) => instant > due);
  return [due, ...after].slice(-count);
}
