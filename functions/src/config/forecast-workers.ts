import { forecastRunsAtOnce } from './deployment.ts';
import { taskConcurrency } from './task-concurrency.ts';

/** What a run is taken to need of its worker, for planning: one series with two years of hourly history. */
const secondsPerRun = 1;

/** What a queue of Cloud Tasks starts in the 40 seconds of a minute that a sweep leaves it: 500 a second. */
const jobsPerSweepMax = 20_000;

/** Options of the function that does the runs: one at a time on each instance, since a forecast keeps its CPU busy. */
export function forecastWorkers(runsAtOnce: number = forecastRunsAtOnce) {
  return {
    concurrency: 1,
    maxInstances: runsAtOnce,
    rateLimits: { maxConcurrentDispatches: taskConcurrency(runsAtOnce) },
  };
}

/**
 * Jobs that one sweep hands out: what workers do until the next. More would wait in the queue, where it is first come, first
 * served, and after ten minutes would be taken for lost; what is left stays in the index, where organizations take turns.
 */
export const jobsPerSweep = (runsAtOnce: number = forecastRunsAtOnce): number =>
  Math.min(jobsPerSweepMax, (runsAtOnce * 60) / secondsPerRun);
