import { describe, expect, test } from 'vitest';
import { at, type TestCtx, testContext } from '../../test/support/context.ts';
import { addJob, storedRuns } from '../../test/support/forecast-jobs.ts';
import {
  repeatLast,
  type Scripted,
  type SentBody,
  serviceAnswering,
} from '../../test/support/timegpt-service.ts';
import type { ForecastOptions } from '../contracts/forecast-options.ts';
import { collection, runCollection } from '../firestore/collections.ts';
import { taskPatience } from '../nixtla/patience.ts';
import { createAlertRule } from '../pipeline/alert/create-alert-rule.ts';
import { analyseSeries } from '../pipeline/anomaly/analyse-series.ts';
import { forecastMetric } from '../pipeline/forecast/forecast-metric.ts';
import { forecastMetrics } from '../pipeline/forecast/forecast-metrics.ts';
import { ingestJson } from '../pipeline/ingest/ingest-json.ts';
import { metricIdOf } from '../pipeline/normalise/metric-id.ts';
import type { ForecastMetrics } from './forecast-together.ts';
import { leaseMs } from './limits.ts';
import { pendingRun, runIdAt } from './pending-run.ts';
import { runForecastJob } from './run-forecast-job.ts';

const hour = 3_600_000;
const end = Date.parse('2026-11-21T11:00:00Z');
const scheduledFor = new Date('2026-11-21T13:00:00Z');
const runId = runIdAt(scheduledFor);
const shops = ['Graz', 'Linz', 'Wien'];
const idOf = (shop: string) => metricIdOf('orders', { shop });
const price = { perMillion: 1_000, currency: 'EUR' };

/** An organization with three hourly series of 48, 49 and 50 points, all 100 and at last 101, 102 and 103. */
async function organization(): Promise<TestCtx> {
  const ctx = testContext();
  const series = shops.map((shop, place) => {
    const points = Array.from({ length: 48 + place }, (_, t): [number, number] => [
      end - t * hour,
      t === 0 ? 101 + place : 100,
    ]);
    return { metric: 'orders', labels: { shop }, points };
  });
  await ingestJson({ ctx, input: { body: { series, timestampUnit: 'ms' } } });
  for (const task of ctx.tasks.analyses.splice(0)) {
    for (const input of task.series) await analyseSeries({ ctx, input });
  }
  return ctx;
}

async function dueRun(ctx: TestCtx) {
  const spec = {
    selector: { metric: 'orders', labels: {} },
    schedule: '0 * * * *',
    horizon: 2,
    levels: [80],
    backend: 'timegpt',
  };
  const jobId = await addJob(ctx, { spec });
  const run = pendingRun({ trigger: 'schedule', scheduledFor, message: '', requestedBy: 'x', now: ctx.now });
  await runCollection(ctx.db.firestore, ctx.orgId, jobId).doc(runId).set(run);
  return { orgId: ctx.orgId, jobId, runId };
}

type Service = Awaited<ReturnType<typeof serviceAnswering>>;

function deliver(
  ctx: TestCtx,
  task: Awaited<ReturnType<typeof dueRun>>,
  timegpt: Service['client'] | undefined,
  together: ForecastMetrics = forecastMetrics,
  clock = () => scheduledFor,
) {
  const forecastHierarchy = async () => {
    throw new Error('no job here has a hierarchy');
  };
  const forecasting = { forecastMetric, forecastMetrics: together, forecastHierarchy };
  const deps = { ...forecasting, workerId: 'worker-1', clock };
  return runForecastJob({ ctx: { ...at(ctx, scheduledFor), timegpt }, input: task, deps });
}

const storedRun = async (ctx: TestCtx, jobId: string) => (await storedRuns(ctx, jobId)).get(runId);

const storedForecasts = async (ctx: TestCtx) => {
  const { docs } = await collection(ctx.db.firestore, ctx.orgId, 'forecasts').get();
  const byMetric = new Map(docs.map((one) => [one.get('metricId'), one.data()]));
  return shops.map((shop) => byMetric.get(idOf(shop)));
};

describe('a run with the backend timegpt', () => {
  test('asks once for all series, and writes down what each and all of them cost', async () => {
    const ctx = await organization();
    const task = await dueRun(ctx);
    const { client, requests } = await serviceAnswering([repeatLast], taskPatience, price);
    expect(await deliver(ctx, task, client)).toBe('completed');
    expect(requests).toHaveLength(1);
    expect(requests[0]?.body).toMatchObject({ freq: 'H', h: 2, level: [80] });
    expect([...(requests[0]?.body.series.sizes ?? [])].sort()).toEqual([48, 49, 50]);
    const forecasts = await storedForecasts(ctx);
    forecasts.forEach((forecast, place) => {
      expect(forecast).toMatchObject({
        jobId: task.jobId,
        runId,
        backend: 'timegpt',
        points: [{ mean: 101 + place }, { mean: 101 + place }],
        card: {
          tokens: { input: 48 + place, output: 2, finetune: 0 },
          tokenCost: { amount: (50 + place) / 1_000, currency: 'EUR' },
          cost: { documentReads: expect.any(Number), documentWrites: 2 },
        },
      });
    });
    const run = await storedRun(ctx, task.jobId);
    expect(run).toMatchObject({
      message: '3 of 3 series forecast',
      cost: { tokens: { input: 147, output: 6, finetune: 0 } },
    });
    expect(run?.cost?.tokenCost?.amount).toBeCloseTo(0.153, 12);
  });

  test('reads of each series what it reads alone', async () => {
    const ctx = await organization();
    const { client } = await serviceAnswering([repeatLast]);
    const caller = { ...at(ctx, scheduledFor), timegpt: client };
    const options: ForecastOptions = { horizon: 2, levels: [80], backend: 'timegpt', model: 'auto' };
    const alone = await forecastMetric({ ctx: caller, input: { metricId: idOf('Graz'), options } });
    const input = { metricIds: shops.map(idOf), options, jobId: 'job_a', runId: 'run_a', again: false };
    const together = await forecastMetrics({ ctx: caller, input, holdOn: async () => undefined });
    const costs = together.map((one) => 'forecast' in one && one.forecast.card.cost);
    expect(costs).toEqual(new Array(3).fill(alone.card.cost));
  });

  test('leaves a series that TimeGPT has no values for to our ensemble, with the reason and what it cost', async () => {
    const ctx = await organization();
    const task = await dueRun(ctx);
    const hole: Scripted = (body: SentBody) => {
      const [status, answer] = repeatLast(body);
      const mean = (answer as { mean: number[] }).mean.map((value) => (value === 102 ? null : value));
      return [status, { ...(answer as object), mean }];
    };
    const { client } = await serviceAnswering([hole], taskPatience, price);
    expect(await deliver(ctx, task, client)).toBe('completed');
    const [graz, linz, wien] = await storedForecasts(ctx);
    expect([graz?.backend, linz?.backend, wien?.backend]).toEqual(['timegpt', 'statistical', 'timegpt']);
    expect(linz?.card).toMatchObject({ tokens: { input: 49, output: 2 }, tokenCost: { amount: 0.051 } });
    expect(linz?.card.cautions).toContainEqual({
      code: 'timegpt-unavailable',
      message: expect.stringContaining('lacks values of this series'),
    });
    expect((await storedRun(ctx, task.jobId))?.cost?.tokens).toEqual({ input: 147, output: 6, finetune: 0 });
  });

  test('is made by our ensemble, and costs nothing, when the account is refused', async () => {
    const ctx = await organization();
    const task = await dueRun(ctx);
    const { client, requests } = await serviceAnswering([[402, {}]], taskPatience, price);
    expect(await deliver(ctx, task, client)).toBe('completed');
    expect(requests).toHaveLength(1);
    for (const forecast of await storedForecasts(ctx)) {
      expect(forecast?.backend).toBe('statistical');
      expect(forecast?.card.cautions.at(-1)?.message).toContain('payment method (402)');
      expect(forecast?.card.tokens).toBeUndefined();
    }
    expect((await storedRun(ctx, task.jobId))?.cost).not.toHaveProperty('tokens');
  });

  test('is skipped where there is no account', async () => {
    const ctx = await organization();
    const task = await dueRun(ctx);
    expect(await deliver(ctx, task, undefined)).toBe('skipped');
    expect((await storedRun(ctx, task.jobId))?.message).toContain('NIXTLA_API_KEY');
  });
});

describe('a run that is tried again', () => {
  const failingFor =
    (shop: string, error: Error): ForecastMetrics =>
    async (call) => {
      const { metricIds } = call.input;
      const others = metricIds.filter((metricId) => metricId !== idOf(shop));
      const made = await forecastMetrics({ ...call, input: { ...call.input, metricIds: others } });
      return metricIds.map((id) => made[others.indexOf(id)] ?? { error });
    };

  test('asks, and pays, only for what it has no forecast of', async () => {
    const ctx = await organization();
    const task = await dueRun(ctx);
    const { client, requests } = await serviceAnswering([repeatLast], taskPatience, price);
    const broken = failingFor('Linz', new Error('the disk is on fire'));
    await expect(deliver(ctx, task, client, broken)).rejects.toMatchObject({ reason: 'RUN_INTERRUPTED' });
    const before = await storedForecasts(ctx);
    expect(before.map((one) => one?.backend)).toEqual(['timegpt', undefined, 'timegpt']);
    expect(await deliver(ctx, task, client)).toBe('completed');
    expect(requests.map(({ body }) => body.series.sizes.length)).toEqual([2, 1]);
    const after = await storedForecasts(ctx);
    expect([after[0], after[2]]).toEqual([before[0], before[2]]);
    expect(await storedRun(ctx, task.jobId)).toMatchObject({
      attempt: 2,
      message: '3 of 3 series forecast',
      cost: { tokens: { input: 147, output: 6, finetune: 0 } },
    });
  });

  test('evaluates the rules that the attempt before may not have come to', async () => {
    const ctx = await organization();
    const { client, requests } = await serviceAnswering([repeatLast]);
    const caller = { ...at(ctx, scheduledFor), timegpt: client };
    const options: ForecastOptions = { horizon: 2, levels: [80], backend: 'timegpt', model: 'auto' };
    const input = { metricIds: [idOf('Graz')], options, jobId: 'job_a', runId: 'run_a', again: false };
    const holdOn = async () => undefined;
    await forecastMetrics({ ctx: caller, input, holdOn });
    await createAlertRule({
      ctx,
      input: {
        name: 'orders pass 50',
        enabled: true,
        selector: { metric: 'orders', labels: {} },
        condition: {
          type: 'forecast-breach',
          direction: 'above',
          threshold: 50,
          withinSeconds: 86_400,
          probability: 0.5,
        },
        forSeconds: 0,
        recovery: null,
        noData: null,
        severity: 'warning',
        labels: {},
        annotations: {},
        notify: null,
      },
    });
    await forecastMetrics({ ctx: caller, input: { ...input, again: true }, holdOn });
    expect(requests).toHaveLength(1);
    const alerts = await collection(ctx.db.firestore, ctx.orgId, 'alerts').get();
    expect(alerts.docs.map((alert) => alert.get('state'))).toEqual(['firing']);
  });
});

describe('the lease of a run', () => {
  test('is renewed before a request that may take almost as long', async () => {
    const ctx = await organization();
    const task = await dueRun(ctx);
    let now = scheduledFor;
    const slow: Scripted = (body: SentBody) => {
      now = new Date(now.getTime() + 0.9 * leaseMs);
      return body.series.sizes.length > 1 ? [422, {}] : repeatLast(body);
    };
    const { client, requests } = await serviceAnswering([slow]);
    const held: boolean[] = [];
    const watched: ForecastMetrics = (call) =>
      forecastMetrics({
        ...call,
        holdOn: async () => {
          // Reading and forecasting take their time before the first request.
          if (requests.length === 0) now = new Date(now.getTime() + 0.12 * leaseMs);
          const lease = (await storedRun(ctx, task.jobId))?.leaseExpiresAt;
          held.push(lease instanceof Date && lease > now);
          await call.holdOn();
        },
      });
    expect(await deliver(ctx, task, client, watched, () => now)).toBe('completed');
    expect(held).toEqual(new Array(3 + 4 + 3).fill(true));
    expect(requests).toHaveLength(4);
    expect(await storedRun(ctx, task.jobId)).toMatchObject({ attempt: 1, state: 'completed' });
  });

  test('once lost ends the asking', async () => {
    const ctx = await organization();
    const task = await dueRun(ctx);
    let now = scheduledFor;
    const other = await serviceAnswering([repeatLast]);
    const { client, requests } = await serviceAnswering([[422, {}]]);
    const overtaken: ForecastMetrics = (call) =>
      forecastMetrics({
        ...call,
        holdOn: async () => {
          if (requests.length === 1 && other.requests.length === 0) {
            now = new Date(now.getTime() + leaseMs + 1_000);
            await deliver(ctx, task, other.client, forecastMetrics, () => now);
          }
          await call.holdOn();
        },
      });
    expect(await deliver(ctx, task, client, overtaken, () => now)).toBe('superseded');
    expect(requests).toHaveLength(1);
    expect((await storedForecasts(ctx)).map((one) => one?.backend)).toEqual(new Array(3).fill('timegpt'));
  });
});

describe('between organizations', () => {
  test('a series of another one is not found, and nothing of it is sent', async () => {
    const [ctx, other] = [await organization(), testContext()];
    const { client, requests } = await serviceAnswering([repeatLast]);
    const options: ForecastOptions = { horizon: 2, levels: [80], backend: 'timegpt', model: 'auto' };
    const [outcome] = await forecastMetrics({
      ctx: { ...other, timegpt: client },
      input: { metricIds: [idOf('Graz')], options, jobId: 'job_a', runId: 'run_a', again: true },
      holdOn: async () => undefined,
    });
    expect(outcome).toMatchObject({ error: { code: 'not-found' } });
    expect(requests).toEqual([]);
    expect((await storedForecasts(ctx)).filter(Boolean)).toEqual([]);
  });

  test('forecasting several needs the permission', async () => {
    const ctx = testContext({ permissions: ['forecasts:read'] });
    const options: ForecastOptions = { horizon: 2, levels: [80], backend: 'timegpt', model: 'auto' };
    const input = { metricIds: [], options, jobId: 'job_a', runId: 'run_a', again: false };
    await expect(forecastMetrics({ ctx, input, holdOn: async () => undefined })).rejects.toMatchObject({
      reason: 'PERMISSION_MISSING',
    });
  });
});
