import { forecastRunsAtOnce } from '../../functions/lib/config/deployment.js';
import { jobsPerSweep } from '../../functions/lib/config/forecast-workers.js';
import { prices } from '../../functions/lib/contracts/prices.js';
import { shardCount } from '../../functions/lib/scheduling/planner/shard-of.js';
import { dueInstants } from './due-instants.mjs';
import { monthlyCost } from './monthly-cost.mjs';
import { makePopulation } from './population.mjs';
import { runCosts } from './run-costs.mjs';
import { runDay } from './run-day.mjs';

/**
 * @typedef {{
 *   jobs: number,
 *   seed: number,
 *   date: string,
 *   outage?: { from: number, to: number } | undefined,
 *   perSweep?: number | undefined,
 *   workers?: number | undefined,
 *   order?: 'turns' | 'path',
 * }} Simulation
 *   `date`: of the day in UTC; `outage`: minutes of it in which no sweep runs, from inclusive, to exclusive; `perSweep`: what workers
 *   do in a minute where absent; `order`: `path` is how it was before organizations took turns
 */

/**
 * Simulates one day and answers what is printed as JSON.
 *
 * @param {Simulation} simulation
 * @param {(minute: number, runs: number) => void} [tell]
 */
export function simulateDay(
  {
    jobs,
    seed,
    date,
    outage,
    workers = forecastRunsAtOnce,
    perSweep = jobsPerSweep(workers),
    order = 'turns',
  },
  tell,
) {
  const population = makePopulation(jobs, seed);
  const start = new Date(`${date}T00:00:00Z`);
  const isOut = (/** @type {number} */ minute) =>
    outage !== undefined && minute >= outage.from && minute < outage.to;
  const inTurns = order === 'turns';
  const day = runDay({ population, start, isOut, perSweep, workers, inTurns, ...(tell && { tell }) });
  const due = dueInstants(population, start);
  const { met, runs, sweeps } = day;
  const metAll = met.byOwnRun + met.bySkippedRun + met.byLaterRun;
  const perJob = (/** @type {number} */ count) => Math.round((count / jobs) * 100) / 100;
  return {
    simulation: { jobs, organizations: population.organizations, schedules: population.schedules.length },
    day: { date, seed, outage: outage ?? null, order, workers, sweepLimit: perSweep, shards: shardCount },
    instants: { due, met: metAll, ...met, lost: due - metAll },
    runs,
    delaySeconds: { untilHandedOut: day.handOuts.summary(), untilStarted: day.delays.summary() },
    delaySecondsByOrganization: day.delaysBySize.summary(),
    sweeps: { count: sweeps.count, full: sweeps.full, jobs: sweeps.jobs, mostJobsInOne: sweeps.busiestJobs },
    bursts: {
      startsInOneSecond: day.startsPerSecond,
      startsInOneSecondOfLargestOrganization: day.bursts.startsOfLargest,
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
