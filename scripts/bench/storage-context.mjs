import { initializeApp } from 'firebase-admin/app';
import { getFirestore } from 'firebase-admin/firestore';
import { randomId } from '../../functions/lib/contracts/ids.js';
import { Database } from '../../functions/lib/firestore/database.js';
import { systemContext } from '../../functions/lib/operator/rbac/system-context.js';
import { forecastMetric } from '../../functions/lib/pipeline/forecast/forecast-metric.js';
import { normaliseJson } from '../../functions/lib/pipeline/normalise/from-json.js';
import { metricIdOf } from '../../functions/lib/pipeline/normalise/metric-id.js';
import { writePoints } from '../../functions/lib/pipeline/store/write-points.js';

const now = new Date('2026-11-21T12:00:00Z');
const hour = 3_600_000;

/** @typedef {(series: { metric: string, points: [number, number][] }[]) => Promise<void>} Write */

/**
 * Contexts on the emulator whose documents are counted.
 *
 * @param {string} projectId
 */
export function testBench(projectId) {
  const firestore = getFirestore(initializeApp({ projectId }));
  firestore.settings({ ignoreUndefinedProperties: true });
  const tasks = {
    enqueueAnalysis: async () => undefined,
    enqueueRun: async () => undefined,
    enqueueBatch: async () => undefined,
    enqueueBackfill: async () => undefined,
    enqueueExport: async () => undefined,
    enqueueFlush: async () => undefined,
    enqueueDelivery: async () => undefined,
  };
  const context = (orgId = randomId('organization')) =>
    systemContext({ orgId, name: 'bench', now, db: new Database(firestore), tasks });
  /** @param {import('../../functions/lib/firestore/context.js').Ctx} ctx @returns {Write} */
  const writing = (ctx) => async (series) => {
    await writePoints(ctx, normaliseJson({ series, timestampUnit: 'ms' }, now).series);
  };
  /** @param {number} count @param {number} stepMs @returns {[number, number][]} */
  const series = (count, stepMs) =>
    Array.from({ length: count }, (_, index) => [
      now.getTime() - (count - index) * stepMs,
      100 + 30 * Math.sin((2 * Math.PI * index * stepMs) / (24 * hour)) + ((index * 7_919) % 97) / 97,
    ]);

  return {
    series,
    /**
     * @param {(string | number)[][]} rows
     * @param {string} title
     * @param {(write: Write) => Promise<void>} work
     * @param {string} [known] a series that the instance has written to before
     */
    async counted(rows, title, work, known) {
      const first = context();
      if (known !== undefined) await writing(first)([{ metric: known, points: series(10, hour) }]);
      const ctx = context(first.orgId);
      await work(writing(ctx));
      rows.push([title, ctx.db.meter.reads, ctx.db.meter.writes]);
    },
    /** @param {string} title */
    async forecastCost(title) {
      const first = context();
      await writing(first)([{ metric: 'orders', points: series(17_520, hour) }]);
      const ctx = context(first.orgId);
      const options = {
        horizon: 48,
        levels: [80, 95],
        backend: /** @type {const} */ ('auto'),
        model: /** @type {const} */ ('auto'),
      };
      await forecastMetric({ ctx, input: { metricId: metricIdOf('orders', {}), options } });
      return [title, ctx.db.meter.reads, ctx.db.meter.writes];
    },
  };
}
