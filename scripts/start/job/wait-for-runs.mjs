import { formatDuration, formatInstant } from '../report/format.mjs';
import { poll } from './poll.mjs';

/**
 * @typedef {import('../wire.mjs').JobAnswer} JobAnswer
 * @typedef {import('../wire.mjs').RunAnswer} RunAnswer
 */

const intervalMs = 500;
/** After the scheduled instant: a minute for the sweep, the rest for the work on a slow machine. */
const timeoutMs = 300_000;

/**
 * Waits until each job has been run by its schedule.
 *
 * @param {import('./api-client.mjs').ApiClient} api
 * @param {readonly JobAnswer[]} jobs
 * @param {{ dueAt: Date, clock: import('../backend.mjs').Clock }} when `dueAt` is when they are due
 * @param {import('../progress.mjs').Progress} progress
 * @param {AbortSignal} signal
 * @returns {Promise<{ job: JobAnswer, run: RunAnswer }[]>}
 * @throws {Error} when a run failed
 */
export async function waitForRuns(api, jobs, { dueAt, clock }, progress, signal) {
  /** @type {Map<string, RunAnswer>} */
  const ended = new Map();
  const msToWait = () => Math.max(0, dueAt.getTime() - clock.now().getTime());
  await poll(
    async () => {
      progress.update(waitingFor(jobs.length, ended.size, dueAt, msToWait()));
      if (msToWait() > 0) return undefined;
      for (const { jobId } of jobs) {
        const run = ended.has(jobId) ? undefined : await endedRun(api, jobId);
        if (run !== undefined) ended.set(jobId, run);
      }
      return ended.size === jobs.length ? true : undefined;
    },
    {
      intervalMs,
      timeoutMs: msToWait() + timeoutMs,
      signal,
      late: () => `Only ${ended.size} of ${jobs.length} forecast jobs have been run by their schedule.`,
    },
  );
  return jobs.flatMap((job) => {
    const run = ended.get(job.jobId);
    return run === undefined ? [] : [{ job, run }];
  });
}

/**
 * @param {import('./api-client.mjs').ApiClient} api
 * @param {string} jobId
 */
async function endedRun(api, jobId) {
  const runs = /** @type {RunAnswer[]} */ (await api.list(`/v1/forecast-jobs/${jobId}/runs`));
  const run = runs.find(({ trigger, finishedAt }) => trigger === 'schedule' && finishedAt !== null);
  if (run === undefined || run.state === 'completed') return run;
  throw new Error(`The run ${run.runId} of the forecast job ${jobId} ${run.state}: ${run.message}`);
}

/**
 * @param {number} jobs
 * @param {number} ended
 * @param {Date} dueAt
 * @param {number} waitMs
 */
function waitingFor(jobs, ended, dueAt, waitMs) {
  if (waitMs === 0) return `Forecasting by schedule: ${ended} of ${jobs} jobs done …`;
  return `${jobs} forecast jobs: next run at ${formatInstant(dueAt, 1_000)} UTC, in ${formatDuration(Math.ceil(waitMs / 1_000) * 1_000)} …`;
}
