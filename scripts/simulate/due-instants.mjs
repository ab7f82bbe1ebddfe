import { nextRunAfter } from '../../functions/lib/cron/cron.js';

const dayMs = 24 * 60 * 60_000;

/**
 * How many instants all jobs have within a day, counted from their schedules alone: what the sweeps must meet.
 *
 * @param {import('./population.mjs').Population} population
 * @param {Date} start midnight UTC
 */
export function dueInstants({ schedules, scheduleOf }, start) {
  const jobs = new Float64Array(schedules.length);
  for (const schedule of scheduleOf) jobs[schedule] = (jobs[schedule] ?? 0) + 1;
  const end = start.getTime() + dayMs;
  let instants = 0;
  for (const [number, schedule] of schedules.entries()) {
    let at = nextRunAfter(schedule, new Date(start.getTime() - 1));
    while (at !== null && at.getTime() < end) {
      instants += jobs[number] ?? 0;
      at = nextRunAfter(schedule, at);
    }
  }
  return instants;
}
