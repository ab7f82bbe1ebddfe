import { expect } from 'vitest';
import type { ForecastRun } from '../../../src/contracts/forecast-run.ts';
import { runIdAt } from '../../../src/scheduling/pending-run.ts';
import type { Seen } from './job-world.ts';

export const isFinal = ({ state }: ForecastRun): boolean => state !== 'pending' && state !== 'running';

/** What must hold of a job whatever happened, and what may not change any more once it was seen. */
export class OnceInvariants {
  /** Each run that was seen final, with its forecasts, as it looked then. */
  readonly #final = new Map<string, unknown>();

  check(seen: Seen): void {
    for (const [runId, run] of seen.runs) {
      expect(runIdAt(run.scheduledFor)).toBe(runId);
      if (isFinal(run)) this.#checkFinal(runId, run, seen);
      else expect(this.#final.has(runId), `${runId} was final, and is ${run.state}`).toBe(false);
    }
    checkStatus(seen);
  }

  #checkFinal(runId: string, run: ForecastRun, seen: Seen): void {
    const forecasts = forecastsOf(runId, seen);
    // The batches of a run that somebody ended stop a moment later.
    const look = run.progress !== null && run.state === 'skipped' ? { run } : { run, forecasts };
    if (this.#final.has(runId)) expect(look).toEqual(this.#final.get(runId));
    this.#final.set(runId, look);
    expect([run.leaseOwner, run.leaseExpiresAt]).toEqual([null, null]);
    if (run.progress !== null && run.state === 'skipped') return;
    const outcomes = run.progress === null ? run.outcomes : outcomesOf(runId, run, seen);
    const made = outcomes.filter(({ outcome }) => outcome === 'forecast');
    expect(run.state === 'completed').toBe(made.length > 0);
    if (run.state === 'completed') {
      expect(run.message).toContain(`${made.length} of ${outcomes.length} series forecast`);
    }
    for (const { metricId, forecastId } of made) {
      expect(forecasts.filter(([, kept]) => kept.metricId === metricId).map(([id]) => id)).toEqual([
        forecastId,
      ]);
    }
  }
}

/** The outcomes of a run in batches: all of them are done, and the run counts what they say. */
function outcomesOf(runId: string, { progress, counts, outcomes }: ForecastRun, { batches }: Seen) {
  const own = [...batches].filter(([path]) => path.startsWith(`${runId}/`)).map(([, batch]) => batch);
  expect(own.map(({ state }) => state)).toEqual(Array.from({ length: progress?.batches ?? 0 }, () => 'done'));
  const all = own.flatMap((batch) => batch.outcomes);
  const count = (kind: string) => all.filter(({ outcome }) => outcome === kind).length;
  expect(counts).toEqual({
    forecast: count('forecast'),
    skipped: count('skipped'),
    failed: count('failed'),
  });
  expect(progress).toMatchObject({ ...counts, batchesDone: own.length, series: all.length });
  expect(outcomes).toEqual(all.filter(({ outcome }) => outcome !== 'forecast'));
  return all;
}

const forecastsOf = (runId: string, { forecasts }: Seen) =>
  [...forecasts].filter(([, kept]) => kept.runId === runId);

/** The last run that the status names is the latest that is final, and is told as it ended. */
function checkStatus({ job, runs }: Seen): void {
  if (job?.status === undefined) return;
  const ended = [...runs].filter(([, run]) => isFinal(run));
  const [latest] = ended.sort(([, a], [, b]) => b.scheduledFor.getTime() - a.scheduledFor.getTime());
  const { lastRun } = job.status;
  if (latest === undefined) {
    expect(lastRun).toBeNull();
    return;
  }
  const [runId, { state, message, scheduledFor, finishedAt }] = latest;
  expect(lastRun).toEqual({ runId, state, message, scheduledFor, finishedAt });
}

/**
 * A step of a worker may change something only while the run is its own before the step, by owner and attempt, or where
 * it claims the run in it. Answers the attempt that the worker holds now.
 */
export function checkStep(
  { workerId, clock, attempt }: { workerId: string; clock: Date; attempt: number | undefined },
  runId: string,
  before: Seen,
  after: Seen,
): number | undefined {
  const was = before.runs.get(runId);
  const is = after.runs.get(runId);
  if (was !== undefined && is !== undefined && is.attempt === was.attempt + 1) {
    const free = was.state === 'pending' || (was.leaseExpiresAt !== null && was.leaseExpiresAt <= clock);
    expect([isFinal(was), free, is.leaseOwner]).toEqual([false, true, workerId]);
    return is.attempt;
  }
  const own = was?.state === 'running' && was.leaseOwner === workerId && was.attempt === attempt;
  if (!own) expect(after, `${workerId} wrote to a run that is not its own`).toEqual(before);
  return attempt;
}
