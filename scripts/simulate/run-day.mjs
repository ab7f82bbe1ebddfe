import { nextRunAfter } from '../../functions/lib/cron/cron.js';
import { dispatchLimits } from '../../functions/lib/scheduling/limits.js';
import { planDispatch } from '../../functions/lib/scheduling/planner/plan-dispatch.js';
import { shardCount, shardOf } from '../../functions/lib/scheduling/planner/shard-of.js';
import { startAt } from '../../functions/lib/scheduling/planner/start-at.js';
import { dueAtOf, putOffMsMax, takenBefore } from '../../functions/lib/scheduling/planner/turns.js';
import { DelaysBySize } from './delays-by-size.mjs';
import { DueJobs } from './due-jobs.mjs';
import { Tally } from './tally.mjs';
import { TaskStarts } from './task-queue.mjs';
import { WaitingJobs } from './waiting-jobs.mjs';

const minuteMs = 60_000;
const dayMinutes = 24 * 60;
/** Simulated on after the day, until what was due in it is handed out. */
const afterMinutes = 24 * 60;
const putOffMinutes = putOffMsMax / minuteMs;
/** A sweep begins so long after its minute. */
const tickMs = 2_000;
/** Three calls of 50 ms for each job, so many jobs at the same time: an assumption about the cloud, as the 50 ms are. */
const dispatchMs = 150 / dispatchLimits.atOnce;
/** What a queue of Cloud Tasks starts at most (cloud.google.com/tasks/docs/quotas). */
const startsPerSecondMax = 500;

/**
 * @typedef {{
 *   population: import('./population.mjs').Population,
 *   start: Date,
 *   isOut?: (minute: number) => boolean,
 *   perSweep: number,
 *   workers: number,
 *   inTurns?: boolean,
 *   tell?: (minute: number, runs: number) => void,
 * }} DayPlan
 *   `start`: midnight UTC; `isOut`: whether no sweep runs in a minute of the day; `perSweep`: limit of a sweep; `workers`: each
 *   does a run a second; `inTurns`: whether organizations take turns, as in the service, or come in the order of their paths
 */

/**
 * A day of sweeps, one a minute, over a population: what is due is taken oldest first up to the limit, and the service's own
 * planning says which runs that makes, when they start, and what the job waits for then. Time is an argument. Each job was
 * handed out before the day, so that it has its turn.
 *
 * @param {DayPlan} plan
 */
export function runDay({ population, start, isOut = () => false, perSweep, workers, inTurns = true, tell }) {
  const { count, schedules, scheduleOf, organizationOf } = population;
  const startMs = start.getTime();
  const minutes = dayMinutes + afterMinutes;
  const due = new DueJobs(count, dayMinutes + putOffMinutes);
  const waiting = new WaitingJobs(population.organizations);
  /** The minute that each job waits for. */
  const waitsFor = new Int32Array(count).fill(-1);
  const begin = new Date(startMs - 1);
  for (let job = 0; job < count; job += 1) add(job, nextRunAfter(scheduleAt(job), begin));
  const starts = new TaskStarts((minutes + 60) * 60, Math.min(workers, startsPerSecondMax));
  const startsOfLargest = new Uint16Array((minutes + 60) * 60);
  const delays = new Tally(minutes * 60);
  const delaysBySize = new DelaysBySize(population, minutes * 60);
  const handOuts = new Tally(minutes * 60);
  const lastRun = new Float64Array(count);
  const ofOrganization = new Uint32Array(population.organizations);
  const shardWrites = new Float64Array(shardCount);
  const endMs = startMs + dayMinutes * minuteMs;
  /** Of instants within the day; `runs` counts all. */
  const met = { byOwnRun: 0, bySkippedRun: 0, byLaterRun: 0, twice: 0 };
  let handedOutRuns = 0;
  const sweeps = { count: 0, full: 0, reads: 0, writes: 0, jobs: 0, busiestJobs: 0, seconds: 0 };
  const bursts = {
    sweepRuns: 0,
    sweepRunsOfOneOrganization: 0,
    shardWritesInOneSweep: 0,
    startsOfLargest: 0,
  };
  waiting.reads = 0;

  for (let minute = 0; minute < minutes; minute += 1) {
    if (minute % 60 === 0) tell?.(minute, handedOutRuns);
    if (isOut(minute)) continue;
    const now = new Date(startMs + minute * minuteMs + tickMs);
    const touched = sweep(now);
    if (minute >= dayMinutes && touched === 0) break;
  }
  return {
    met,
    runs: handedOutRuns,
    sweeps: { ...sweeps, reads: sweeps.reads + waiting.reads },
    bursts,
    delays,
    delaysBySize,
    handOuts,
    startsPerSecond: starts.mostInOneSecond,
  };

  /** @param {number} job */
  function scheduleAt(job) {
    const schedule = schedules[scheduleOf[job] ?? 0];
    if (schedule === undefined) throw new Error('a job without a schedule');
    return schedule;
  }

  /** @param {number} job @param {Date | null} at */
  function add(job, at) {
    const minute = at === null ? dayMinutes : (at.getTime() - startMs) / minuteMs;
    if (at === null || minute >= dayMinutes) return;
    waitsFor[job] = minute;
    const turn = inTurns ? waiting.add(organizationOf[job] ?? 0, minute) : 0;
    due.add(job, dueAtOf(at, turn).getTime() - startMs);
  }

  /** One sweep; answers how many jobs it found. @param {Date} now */
  function sweep(now) {
    const counted = { jobs: 0, runs: 0 };
    const organizations = new Set();
    const lastMinute = (takenBefore(now).getTime() - startMs) / minuteMs - 1;
    waiting.beginSweep();
    ofOrganization.fill(0);
    shardWrites.fill(0);
    while (counted.jobs < perSweep) {
      const job = due.take(lastMinute);
      if (job === undefined) break;
      counted.jobs += 1;
      organizations.add(organizationOf[job]);
      const waitedFor = waitsFor[job] ?? 0;
      if (inTurns) waiting.remove(organizationOf[job] ?? 0, waitedFor);
      counted.runs += dispatch(job, new Date(startMs + waitedFor * minuteMs), now, counted.jobs);
    }
    const full = counted.jobs >= perSweep;
    sweeps.count += 1;
    sweeps.full += full ? 1 : 0;
    sweeps.jobs += counted.jobs;
    sweeps.busiestJobs = Math.max(sweeps.busiestJobs, counted.jobs);
    sweeps.seconds += (counted.jobs * dispatchMs) / 1_000;
    // Pages of the query, of which an empty one costs a read; whether each organization is disabled; and one read each for lost
    // runs and jobs of before.
    const empty = !full && counted.jobs % dispatchLimits.atOnce === 0 ? 1 : 0;
    sweeps.reads += counted.jobs + empty + organizations.size + 2;
    bursts.sweepRuns = Math.max(bursts.sweepRuns, counted.runs);
    bursts.shardWritesInOneSweep = Math.max(bursts.shardWritesInOneSweep, ...shardWrites);
    return counted.jobs;
  }

  /** Starts of the largest organization in a second, with one more. @param {number} second */
  function countStart(second) {
    const count = (startsOfLargest[second] ?? 0) + 1;
    startsOfLargest[second] = count;
    return count;
  }

  /** @param {number} job @param {Date} waited @param {Date} now @param {number} place in the sweep, from 1 */
  function dispatch(job, waited, now, place) {
    const schedule = scheduleAt(job);
    const { runs, nextRunAt } = planDispatch({ schedule, due: waited, now });
    add(job, nextRunAt);
    const organization = organizationOf[job] ?? 0;
    const name = { orgId: `org_${organization}`, jobId: `job_${job}` };
    const shard = shardOf(name.orgId, name.jobId);
    shardWrites[shard] = (shardWrites[shard] ?? 0) + 1;
    sweeps.writes += runs.length + 1;
    for (const run of runs) {
      const instant = run.scheduledFor.getTime();
      if (instant <= (lastRun[job] ?? 0)) met.twice += 1;
      lastRun[job] = instant;
      if (instant < endMs) met[run.state === 'skipped' ? 'bySkippedRun' : 'byOwnRun'] += 1;
      if (run.missedSince !== null)
        met.byLaterRun += instantsBetween(schedule, run.missedSince, Math.min(instant, endMs));
      if (run.state === 'skipped') continue;
      handedOutRuns += 1;
      const handedOut = now.getTime() + place * dispatchMs;
      const begin = Math.max(handedOut, startAt({ ...name, scheduledFor: run.scheduledFor, now }).getTime());
      const second = starts.start(Math.floor((begin - startMs) / 1_000));
      handOuts.add((handedOut - instant) / 1_000);
      const delay = second - (instant - startMs) / 1_000;
      delays.add(delay);
      delaysBySize.add(organization, delay);
      if (organization === 0) bursts.startsOfLargest = Math.max(bursts.startsOfLargest, countStart(second));
      const ofOne = (ofOrganization[organization] ?? 0) + 1;
      ofOrganization[organization] = ofOne;
      bursts.sweepRunsOfOneOrganization = Math.max(bursts.sweepRunsOfOneOrganization, ofOne);
    }
    return runs.length;
  }
}

/**
 * Instants of a schedule from one up to, without, another.
 *
 * @param {import('../../functions/lib/cron/cron.js').Schedule} schedule
 * @param {Date} from
 * @param {number} toMs
 */
function instantsBetween(schedule, from, toMs) {
  let count = 0;
  let at = /** @type {Date | null} */ (from);
  while (at !== null && at.getTime() < toMs) {
    count += 1;
    at = nextRunAfter(schedule, at);
  }
  return count;
}
