import { initializeApp } from 'firebase-admin/app';
import { getFirestore } from 'firebase-admin/firestore';
import { randomId } from '../../functions/lib/contracts/ids.js';
import { collection, runCollection } from '../../functions/lib/firestore/collections.js';
import { Database } from '../../functions/lib/firestore/database.js';
import { systemContext } from '../../functions/lib/operator/rbac/system-context.js';
import { forecastMetric } from '../../functions/lib/pipeline/forecast/forecast-metric.js';
import { normaliseJson } from '../../functions/lib/pipeline/normalise/from-json.js';
import { metricIdOf } from '../../functions/lib/pipeline/normalise/metric-id.js';
import { writePoints } from '../../functions/lib/pipeline/store/write-points.js';
import { createForecastJob } from '../../functions/lib/scheduling/create-forecast-job.js';
import { poll } from '../start/job/poll.mjs';

const hour = 3_600_000;
const seriesAtOnce = 50;
const options = {
  horizon: 24,
  levels: [80, 95],
  backend: /** @type {const} */ ('auto'),
  model: /** @type {const} */ ('auto'),
};
/** Once a year, so that no other run comes between; the last one is made up for. */
const schedule = '0 0 1 1 *';
const pollMs = 100;
const longestMs = 3 * hour;

/**
 * An organization of its own on the emulator suite: its series, its jobs, and what becomes of their runs.
 *
 * @param {string} projectId
 */
export function runContext(projectId) {
  const firestore = getFirestore(initializeApp({ projectId }));
  firestore.settings({ ignoreUndefinedProperties: true });
  const orgId = randomId('organization');
  const nobody = async () => {
    throw new Error('the bench queues nothing itself');
  };
  const tasks = /** @type {import('../../functions/lib/contracts/tasks.js').TaskQueue} */ (
    /** @type {unknown} */ ({
      enqueueAnalysis: nobody,
      enqueueRun: nobody,
      enqueueBackfill: nobody,
      enqueueExport: nobody,
      enqueueBatch: nobody,
    })
  );
  const context = () =>
    systemContext({ orgId, name: 'bench', now: new Date(), db: new Database(firestore), tasks });
  const end = Math.floor(Date.now() / hour) * hour;
  const keyOf = (/** @type {number} */ at) => `bench.host-${at}.load`;
  const metricOf = (/** @type {number} */ at) => metricIdOf(keyOf(at), {});

  return {
    keyOf,
    /** @param {number} count @param {number} hours */
    async writeSeries(count, hours) {
      for (let from = 0; from < count; from += seriesAtOnce) {
        const ctx = context();
        const series = Array.from({ length: Math.min(seriesAtOnce, count - from) }, (_, index) => ({
          metric: keyOf(from + index),
          points: pointsOf(from + index, hours, end),
        }));
        await writePoints(ctx, normaliseJson({ series, timestampUnit: 'ms' }, ctx.now).series);
      }
    },
    /**
     * A job over the selected series that is due; answers where its run will be.
     *
     * @param {{ metric: string, labels: Record<string, string> }} selector
     */
    async dueJob(selector) {
      const ctx = context();
      const { jobId } = await createForecastJob({ ctx, input: { selector, schedule, ...options } });
      const due = new Date(Date.UTC(ctx.now.getUTCFullYear(), 0, 1));
      await collection(firestore, orgId, 'forecast_jobs')
        .doc(jobId)
        .update({ 'status.nextRunAt': due, 'status.dueAt': due });
      return runCollection(firestore, orgId, jobId).doc(`run_${due.getUTCFullYear()}0101T000000Z`);
    },
    /**
     * How a run ended and what it cost, once it has.
     *
     * @param {ReturnType<ReturnType<typeof runCollection>['doc']>} ref
     * @param {AbortSignal} signal
     */
    async endOf(ref, signal) {
      const late = () => `the run ${ref.path} did not end in time`;
      const run = await poll(
        async () => {
          const found = (await ref.get()).data();
          return found?.finishedAt ? found : undefined;
        },
        { intervalMs: pollMs, timeoutMs: longestMs, signal, late },
      );
      if (run.state !== 'completed' || run.cost === null)
        throw new Error(`the run ${ref.path} ${run.state}: ${run.message}`);
      const { documentReads: reads, documentWrites: writes, tasks: queued = 1 } = run.cost;
      const forecast =
        run.counts?.forecast ?? run.outcomes.filter(({ outcome }) => outcome === 'forecast').length;
      return { forecast, reads, writes, tasks: queued };
    },
    /**
     * Seconds for the forecasts of the first series, one after the other, after one that is not counted.
     *
     * @param {number} count
     */
    async secondsOfSingle(count) {
      await forecastMetric({ ctx: context(), input: { metricId: metricOf(0), options } });
      const startedAt = performance.now();
      for (let at = 0; at < count; at += 1) {
        await forecastMetric({ ctx: context(), input: { metricId: metricOf(at), options } });
      }
      return (performance.now() - startedAt) / 1_000;
    },
  };
}

/**
 * Hours with a day's and a week's pattern and some noise, the same each time.
 *
 * @param {number} at
 * @param {number} hours
 * @param {number} end
 * @returns {[number, number][]}
 */
const pointsOf = (at, hours, end) =>
  Array.from({ length: hours }, (_, index) => [
    end - (hours - index) * hour,
    100 +
      30 * Math.sin((2 * Math.PI * (index + at)) / 24) +
      10 * Math.sin((2 * Math.PI * index) / 168) +
      ((index * 7_919 + at * 104_729) % 97) / 9.7,
  ]);
