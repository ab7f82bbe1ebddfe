import { dispatchLimits } from '../../functions/lib/scheduling/limits.js';
import { shardCount } from '../../functions/lib/scheduling/planner/shard-of.js';
import { dueInstants } from './due-instants.mjs';
import { monthlyCost } from './monthly-cost.mjs';
import { makePopulation } from './population.mjs';
import { prices } from './prices.mjs';
import { runCosts } from './run-costs.mjs';
import { runDay } from './run-day.mjs';

/**
 * @typedef {{
 *   jobs: number,
 *   seed: number,
 *   date: string,
 *   outage?: { from: number, to: number } | undefined,
 *   perSweep?: number | undefined,
 * }} Simulation
 *   `date`: of the day in UTC; `outage`: minutes of it in which no sweep runs, from inclusive, to exclusive
 */

/**
 * Simulates one day and answers what is printed as JSON.
 *
 * @param {Simulation} simulation
 * @param {(minute: number, runs: number) => void} [tell]
 */
export function simulateDay({ jobs, seed, date, outage, perSweep = dispatchLimits.perSweep }, tell) {
  const population = makePopulation(jobs, seed);
  const start = new Date(`${date}T00:00:00Z`);
  const isOut = (/** @type {number} */ minute) =>
    outage !== undefined && minute >= outage.from && minute < outage.to;
  const day = runDay({ population, start, isOut, perSweep, ...(tell && { tell }) });
  const due = dueInstants(population, start);
  const { met, runs, sweeps } = day;
  const metAll = met.byOwnRun + met.bySkippedRun + met.byLaterRun;
  const perJob = (/** @type {number} */ count) => Math.round((count / jobs) * 100) / 100;
  return {
    simulation: { jobs, organizations: population.organizations, schedules: population.schedules.length },
    day: { date, seed, outage: outage ?? null, sweepLimit: perSweep, shards: shardCount },
    instants: { due, met: metAll, ...met, lost: due - metAll },
    runs,
    delaySeconds: { untilHandedOut: day.handOuts.summary(), untilStarted: day.delays.summary() },
    sweeps: { count: sweeps.count, full: sweeps.full, jobs: sweeps.jobs, mostJobsInOne: sweeps.busiestJobs },
    bursts: {
      startsInOneSecond: day.startsPerSecond,
      runsOfOneSweep: day.bursts.sweepRuns,
      runsOfOneSweepOfOneOrganization: day.bursts.sweepRunsOfOneOrganization,
      indexWritesOfOneSweepInOneShard: day.bursts.shardWritesInOneSweep,
    },
    perJobAndDay: {
      runs: perJob(runs),
      sweepReads: perJob(sweeps.reads),
      sweepWrites: perJob(sweeps.writes),
      reads: perJob(sweeps.reads + runs * (runCosts.reads + runCosts.triggers)),
      writes: perJob(sweeps.writes + runs * runCosts.writes),
      tasks: perJob(runs),
    },
    monthly: {
      ...monthlyCost({
        runs,
        sweepReads: sweeps.reads,
        sweepWrites: sweeps.writes,
        sweepSeconds: sweeps.seconds,
      }),
      prices,
      runCosts,
    },
  };
}

/** @typedef {ReturnType<typeof simulateDay>} SimulatedDay */
