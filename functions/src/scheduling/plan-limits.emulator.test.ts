import { expect, test } from 'vitest';
import { addJob, hourlySpec, storedRuns } from '../../test/support/forecast-jobs.ts';
import { limitedAt, limitedContext, setLimits } from '../../test/support/limited-organization.ts';
import { testNotifier } from '../../test/support/notifier.ts';
import type { ForecastOptions } from '../contracts/forecast-options.ts';
import { createNotificationChannelRequestSchema } from '../contracts/notification-channel.ts';
import { runCollection } from '../firestore/collections.ts';
import { createChannel } from '../notifications/channels/create-channel.ts';
import { forecastMetric } from '../pipeline/forecast/forecast-metric.ts';
import { forecastFromRequest } from '../pipeline/forecast/forecast-request.ts';
import { forecastSelected } from '../pipeline/hierarchy/forecast-selected.ts';
import { ingestJson } from '../pipeline/ingest/ingest-json.ts';
import { createForecastJob } from './create-forecast-job.ts';
import { pendingRun, runIdAt } from './pending-run.ts';
import { reconcileJob } from './reconcile-job.ts';
import { runForecastJob } from './run-forecast-job.ts';

const scheduledFor = new Date('2026-11-21T13:00:00Z');
const runId = runIdAt(scheduledFor);
const airports = ['ATL', 'DFW', 'ORD'];
const selector = { metric: 'flights.departures', labels: {} };

/** An organization with three series of two days of hours, and limits. */
async function withSeries(limits: object) {
  const ctx = limitedContext({ notifier: testNotifier() });
  await setLimits(ctx.orgId, { limits });
  const series = airports.map((airport) => ({
    metric: 'flights.departures',
    labels: { airport },
    points: Array.from({ length: 48 }, (_, k) => [ctx.now.getTime() - k * 3_600_000, 10 + (k % 24)]),
  }));
  await ingestJson({ ctx, input: { body: { series, timestampUnit: 'ms' } } });
  return ctx;
}

async function runOf(ctx: Awaited<ReturnType<typeof withSeries>>, spec: object) {
  const jobId = await addJob(ctx, { spec: { ...hourlySpec, selector, ...spec } });
  await reconcileJob({ ctx, input: { jobId } });
  const pending = { trigger: 'schedule', scheduledFor, message: '', requestedBy: 'system:x' } as const;
  const run = pendingRun({ ...pending, now: scheduledFor });
  await runCollection(ctx.db.firestore, ctx.orgId, jobId).doc(runId).set(run);
  const forecasting = { forecastMetric, forecastHierarchy: forecastSelected };
  const deps = { ...forecasting, workerId: 'worker-1', clock: () => scheduledFor };
  const input = { orgId: ctx.orgId, jobId, runId };
  const result = await runForecastJob({ ctx: limitedAt(ctx, scheduledFor), input, deps });
  return { result, run: (await storedRuns(ctx, jobId)).get(runId) };
}

test('the series of a run past the forecasts of the day fail in words, and the run is not tried again', async () => {
  const ctx = await withSeries({ forecastsPerDay: 2 });
  const { result, run } = await runOf(ctx, {});
  expect(result).toBe('completed');
  expect(run?.outcomes.map(({ outcome, reason }) => [outcome, reason])).toEqual([
    ['forecast', null],
    ['forecast', null],
    ['failed', 'quota-exceeded'],
  ]);
  expect(run?.outcomes[2]?.message).toContain('the plan has 2 forecasts a day, 0 are left');
  expect(run?.attempt).toBe(1);
});

test('a hierarchy is forecast as a whole or not at all, and its sums count along', async () => {
  const hierarchy = { hierarchy: { by: ['*'], method: 'bottom-up' } };
  const few = await withSeries({ forecastsPerDay: 2 });
  const { run } = await runOf(few, hierarchy);
  expect(run?.outcomes.map(({ reason }) => reason)).toEqual(airports.map(() => 'quota-exceeded'));
  expect((await few.usage.today()).forecasts).toBe(0);
  const enough = await withSeries({ forecastsPerDay: 3 });
  await runOf(enough, hierarchy);
  expect((await enough.usage.today()).forecasts).toBe(4);
});

test('a forecast that is asked for counts, one that fails does not, and one too many is refused', async () => {
  const ctx = await withSeries({ forecastsPerDay: 1 });
  const options: ForecastOptions = { horizon: 3, levels: [80], backend: 'auto', model: 'auto' };
  const none = { metric: 'none', labels: {}, ...options };
  await expect(forecastFromRequest({ ctx, input: none })).rejects.toMatchObject({ code: 'not-found' });
  const one = { metric: 'flights.departures', labels: { airport: 'ATL' }, ...options };
  await forecastFromRequest({ ctx, input: one });
  const again = limitedAt(ctx, ctx.now);
  await expect(forecastFromRequest({ ctx: again, input: one })).rejects.toMatchObject({
    reason: 'QUOTA_EXCEEDED',
    extensions: { quota: 'forecastsPerDay', limit: 1, left: 0 },
  });
  expect([again.db.meter.reads, again.db.meter.writes]).toEqual([0, 0]);
});

test('a job that the plan has no room for is refused, whoever made the others', async () => {
  const ctx = await withSeries({ forecastJobs: 2 });
  const input = { ...hourlySpec, selector };
  await createForecastJob({ ctx, input });
  await addJob(ctx, { spec: input });
  await expect(createForecastJob({ ctx, input })).rejects.toMatchObject({
    code: 'failed-precondition',
    reason: 'FORECAST_JOB_LIMIT_REACHED',
    extensions: { limit: 2, used: 2 },
  });
});

test('a channel that the plan has no room for is refused', async () => {
  const ctx = await withSeries({ channels: 1 });
  const input = createNotificationChannelRequestSchema.parse({
    name: 'hook',
    settings: { type: 'webhook', url: 'https://hooks.example/in' },
  });
  await createChannel({ ctx, input });
  await expect(createChannel({ ctx, input })).rejects.toMatchObject({
    reason: 'CHANNEL_LIMIT_REACHED',
    extensions: { channelsMax: 1 },
  });
});
