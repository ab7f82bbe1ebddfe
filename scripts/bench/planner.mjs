import { nextRunAfter } from '../../functions/lib/cron/cron.js';
import { planDispatch } from '../../functions/lib/scheduling/planner/plan-dispatch.js';
import { shardOf } from '../../functions/lib/scheduling/planner/shard-of.js';
import { startAt } from '../../functions/lib/scheduling/planner/start-at.js';
import { dueAtOf } from '../../functions/lib/scheduling/planner/turns.js';
import { makePopulation } from '../simulate/population.mjs';
import { cpuMs, rounded } from './cpu.mjs';

const count = 50_000;
const minuteMs = 60_000;
const morning = new Date('2026-11-24T06:00:00Z');

/**
 * Jobs that one process plans in a second of CPU: which runs, which shard, which start, what the job waits for then and its turn. The
 * yardstick is asking the schedule for its next run, by far the most of it where a schedule was not asked before.
 *
 * @returns {import('./table.mjs').Table}
 */
export function benchPlanner() {
  const { schedules, scheduleOf } = makePopulation(count, 1);
  const jobs = Array.from(scheduleOf, (number, job) => {
    const schedule = schedules[number];
    if (schedule === undefined) throw new Error('a job without a schedule');
    return { schedule, orgId: `org_${job % 200}`, jobId: `job_${job}` };
  });
  return {
    title: `planner: ${count.toLocaleString('en')} jobs of ${schedules.length} schedules, in one process`,
    columns: ['work', 'CPU ms', 'jobs a CPU second'],
    rows: [
      row('all due now, planned', () => planAll(jobs, 0)),
      row('all due ten hours ago (an outage)', () => planAll(jobs, 600)),
      row('only asked for their next run', () => {
        for (const { schedule } of jobs) nextRunAfter(schedule, morning);
      }),
    ],
  };
}

/**
 * @param {{ schedule: import('../simulate/population.mjs').JobSchedule, orgId: string, jobId: string }[]} jobs
 * @param {number} minutesLate
 */
function planAll(jobs, minutesLate) {
  const due = new Date(morning.getTime() - minutesLate * minuteMs);
  const now = new Date(morning.getTime() + 7_000);
  let planned = 0;
  for (const { schedule, orgId, jobId } of jobs) {
    planned += shardOf(orgId, jobId);
    const { runs, nextRunAt } = planDispatch({ schedule, due, now });
    if (nextRunAt !== null) planned += dueAtOf(nextRunAt, planned % 1_000).getTime();
    for (const { scheduledFor } of runs) planned += startAt({ orgId, jobId, scheduledFor, now }).getTime();
  }
  return planned;
}

/** @param {string} name @param {() => void} work */
function row(name, work) {
  const ms = cpuMs(work);
  return [name, rounded(ms), Math.round((count / ms) * 1_000).toLocaleString('en')];
}
