import { beforeAll, describe, expect, test } from 'vitest';
import { at, type TestCtx, testContext } from '../../test/support/context.ts';
import { addJob, addMetric, hourlySpec, jobDocument, storedJob } from '../../test/support/forecast-jobs.ts';
import { forecast, refuse, runHourly } from '../../test/support/hourly-runs.ts';
import { isolatedDatabase } from '../../test/support/isolated-firestore.ts';
import { DomainError } from '../contracts/errors.ts';
import { runCollection } from '../firestore/collections.ts';
import { acknowledgeAlert } from '../pipeline/alert/acknowledge-alert.ts';
import { getAlert } from '../pipeline/alert/get-alert.ts';
import { listAlerts } from '../pipeline/alert/list-alerts.ts';
import { deleteForecastJob } from './delete-forecast-job.ts';
import { dispatchDueJobs } from './dispatch-due-jobs.ts';
import type { ForecastMetric } from './forecast-series.ts';
import { reconcileJob } from './reconcile-job.ts';

const ctx = testContext({ db: isolatedDatabase() });
let metricId: string;

beforeAll(async () => {
  metricId = await addMetric(ctx);
});

const leaveOut: ForecastMetric = async () => {
  throw new DomainError('failed-precondition', 'SERIES_TOO_SHORT', 'the series has 3 points');
};

async function job(onFailure: object, more: object = {}): Promise<string> {
  const jobId = await addJob(ctx, { spec: { ...hourlySpec, ...more, onFailure } });
  await reconcileJob({ ctx, input: { jobId } });
  return jobId;
}

const runAtHour = (jobId: string, hour: number, forecastMetric: ForecastMetric) =>
  runHourly(ctx, jobId, hour, forecastMetric);

const alertsOf = async (jobId: string, within: TestCtx = ctx) =>
  (await listAlerts({ ctx: within, input: { jobId, pageSize: 50 } })).items;

const onlyAlertOf = async (jobId: string) => {
  const [alert, ...more] = await alertsOf(jobId);
  expect(more).toEqual([]);
  if (alert === undefined) throw new Error('no alert');
  return getAlert({ ctx, input: { alertId: alert.alertId } });
};

describe('a job that fails', () => {
  test('raises one alert after as many failures in a row as its spec says', async () => {
    const jobId = await job({ alertAfter: 3, severity: 'critical' });
    await runAtHour(jobId, 13, refuse);
    const { meter } = await runAtHour(jobId, 14, refuse);
    expect(meter).toMatchObject({ reads: 6, writes: 3 });
    expect(await alertsOf(jobId)).toEqual([]);
    const third = await runAtHour(jobId, 15, refuse);
    expect(third.meter).toMatchObject({ reads: 9, writes: 5 });
    expect(await onlyAlertOf(jobId)).toMatchObject({
      open: true,
      state: 'firing',
      ruleId: null,
      jobName: 'ATL departures',
      metricId: null,
      metricKey: 'flights.departures',
      labels: { airport: 'ATL' },
      severity: 'critical',
      summary: 'forecast job "ATL departures" has failed 3 times in a row',
      value: 3,
      threshold: 3,
      startedAt: new Date('2026-11-21T15:00:00Z'),
      timeline: [{ from: 'inactive', to: 'firing', actor: 'user:ada' }],
    });
    const { cost } = (
      await runCollection(ctx.db.firestore, ctx.orgId, jobId).doc('run_20261121T150000Z').get()
    ).data() ?? { cost: null };
    expect(cost).toMatchObject({ documentReads: 9, documentWrites: 5 });
  });

  test('has an alert without a metric key where it selects by a pattern', async () => {
    const selector = { metric: 'flights.*', labels: { airport: 'ATL' } };
    const jobId = await job({ alertAfter: 1 }, { selector });
    await runAtHour(jobId, 13, refuse);
    expect(await onlyAlertOf(jobId)).toMatchObject({
      state: 'firing',
      ...{ metricId: null, metricKey: null, labels: { airport: 'ATL' } },
    });
  });

  test('keeps the one alert while it goes on failing, and ends it with the next run that is completed', async () => {
    const jobId = await job({ alertAfter: 1 });
    for (const hour of [13, 14]) await runAtHour(jobId, hour, refuse);
    expect(await onlyAlertOf(jobId)).toMatchObject({ value: 2, timeline: [{ to: 'firing' }] });
    const skipped = await runAtHour(jobId, 15, leaveOut);
    expect(skipped.result).toBe('skipped');
    expect(await onlyAlertOf(jobId)).toMatchObject({ state: 'firing' });
    const done = await runAtHour(jobId, 16, forecast);
    expect(done.meter).toMatchObject({ reads: 7, writes: 5 });
    expect(await onlyAlertOf(jobId)).toMatchObject({
      open: false,
      state: 'resolved',
      reason: 'run_20261121T160000Z was completed: 1 of 1 series forecast',
      summary: 'forecast job "ATL departures" has failed 2 times in a row',
      timeline: [{ to: 'firing' }, { from: 'firing', to: 'resolved' }],
    });
    expect((await storedJob(ctx, jobId)).status).toMatchObject({ failuresInRow: 0 });
    const good = await runAtHour(jobId, 17, forecast);
    expect(good.meter).toMatchObject({ reads: 5, writes: 3 });
    await runAtHour(jobId, 18, refuse);
    expect((await alertsOf(jobId)).map(({ state }) => state)).toEqual(['firing', 'resolved']);
  });

  test('counts a run once, however often its task is delivered', async () => {
    const jobId = await job({ alertAfter: 2 });
    await runAtHour(jobId, 13, refuse);
    expect((await runAtHour(jobId, 13, refuse)).result).toBe('already-finished');
    expect(await alertsOf(jobId)).toEqual([]);
    const both = await Promise.allSettled([runAtHour(jobId, 14, refuse), runAtHour(jobId, 14, refuse)]);
    expect(both.some(({ status }) => status === 'fulfilled')).toBe(true);
    expect((await storedJob(ctx, jobId)).status.failuresInRow).toBe(2);
    expect((await onlyAlertOf(jobId)).timeline).toHaveLength(1);
  });

  test('leaves its counter alone in a run that comes after a later one', async () => {
    const jobId = await job({ alertAfter: 1 });
    await runAtHour(jobId, 15, forecast);
    await runAtHour(jobId, 14, refuse);
    expect((await storedJob(ctx, jobId)).status).toMatchObject({ failuresInRow: 0 });
    expect(await alertsOf(jobId)).toEqual([]);
  });

  test('says nothing of an alert where its spec asks for none, and still ends one from before', async () => {
    const jobId = await job({ alertAfter: 1 }, { selector: { metricId } });
    await runAtHour(jobId, 13, refuse);
    expect(await onlyAlertOf(jobId)).toMatchObject({ metricId, metricKey: null });
    const { onFailure: _, ...spec } = { ...hourlySpec, onFailure: null };
    await jobDocument(ctx, jobId).update({ spec });
    await reconcileJob({ ctx, input: { jobId } });
    await runAtHour(jobId, 14, refuse);
    expect(await onlyAlertOf(jobId)).toMatchObject({ state: 'firing', value: 1 });
    await runAtHour(jobId, 15, forecast);
    expect(await onlyAlertOf(jobId)).toMatchObject({ state: 'resolved' });
  });

  test('has an alert that a person acknowledges, and that no other organization sees', async () => {
    const jobId = await job({ alertAfter: 1 });
    await runAtHour(jobId, 13, refuse);
    const { alertId } = await onlyAlertOf(jobId);
    await acknowledgeAlert({ ctx, input: { alertId } });
    await runAtHour(jobId, 14, refuse);
    expect(await onlyAlertOf(jobId)).toMatchObject({ state: 'acknowledged', value: 2 });
    expect(await alertsOf(jobId, testContext({ db: ctx.db }))).toEqual([]);
  });

  test('takes its alert along when it is deleted', async () => {
    const jobId = await job({ alertAfter: 1 });
    await runAtHour(jobId, 13, refuse);
    await deleteForecastJob({ ctx, input: { jobId } });
    expect(await onlyAlertOf(jobId)).toMatchObject({ state: 'resolved', reason: 'forecast job deleted' });
  });
});

describe('backing off', () => {
  const everyFiveMinutes = { schedule: '*/5 * * * *' };

  test('puts the next run off to an instant of its schedule, and says so', async () => {
    const jobId = await job({}, everyFiveMinutes);
    await runAtHour(jobId, 11, refuse);
    await runAtHour(jobId, 12, refuse);
    const { status } = await storedJob(ctx, jobId);
    expect(status).toMatchObject({
      failuresInRow: 2,
      nextRunAt: new Date('2026-11-21T12:15:00Z'),
      message:
        'next run Sat 21 Nov 2026 12:15 UTC, put off from Sat 21 Nov 2026 12:05 UTC, after 2 failures in a row',
    });
    await reconcileJob({ ctx, input: { jobId } });
    expect((await storedJob(ctx, jobId)).status).toEqual(status);
  });

  test('does not lose the job: the sweep finds it due at that instant, whose run succeeds', async () => {
    const jobId = await job({}, everyFiveMinutes);
    await runAtHour(jobId, 12, refuse);
    await runAtHour(jobId, 13, refuse);
    const sweep = async (clock: string) => {
      const now = new Date(`2026-11-21T${clock}Z`);
      const within = at(ctx, now);
      within.tasks.runs.length = 0;
      await dispatchDueJobs({ db: within.db, tasks: within.tasks, now });
      return within.tasks.runs.filter((task) => task.jobId === jobId).map(({ runId }) => runId);
    };
    expect(await sweep('13:14:59')).toEqual([]);
    expect(await sweep('13:15:01')).toEqual(['run_20261121T131500Z']);
    expect((await storedJob(ctx, jobId)).status.message).toBe(
      'the run of Sat 21 Nov 2026 13:15 UTC is under way; next run Sat 21 Nov 2026 13:20 UTC, after 2 failures in a row',
    );
    await runAtHour(jobId, 14, forecast);
    expect((await storedJob(ctx, jobId)).status).toMatchObject({ failuresInRow: 0, backOff: null });
  });

  test('is undone by a run that is completed before', async () => {
    const jobId = await job({}, everyFiveMinutes);
    for (const hour of [8, 9, 10, 11]) await runAtHour(jobId, hour, refuse);
    expect((await storedJob(ctx, jobId)).status.nextRunAt).toEqual(new Date('2026-11-21T12:05:00Z'));
    for (const hour of [12, 13]) await runAtHour(jobId, hour, refuse);
    expect((await storedJob(ctx, jobId)).status.nextRunAt).toEqual(new Date('2026-11-21T15:45:00Z'));
    await runAtHour(jobId, 14, forecast);
    expect((await storedJob(ctx, jobId)).status).toMatchObject({
      nextRunAt: new Date('2026-11-21T14:05:00Z'),
      message: 'next run Sat 21 Nov 2026 14:05 UTC',
    });
  });

  test('leaves a job alone that was paused or changed while its run was under way', async () => {
    const jobId = await job({}, everyFiveMinutes);
    await runAtHour(jobId, 13, async () => {
      await jobDocument(ctx, jobId).update({ 'spec.paused': true });
      await reconcileJob({ ctx, input: { jobId } });
      return refuse({} as Parameters<ForecastMetric>[0]);
    });
    expect((await storedJob(ctx, jobId)).status).toMatchObject({
      phase: 'paused',
      nextRunAt: null,
      failuresInRow: 1,
    });
  });
});

test('a spec with an onFailure that makes no sense is invalid in words', async () => {
  const jobId = await job({ alertAfter: 0, colour: 'red' });
  const { status } = await storedJob(ctx, jobId);
  expect(status.phase).toBe('invalid');
  expect(status.problems.map(({ pointer }) => pointer).sort()).toEqual([
    '/onFailure/alertAfter',
    '/onFailure/colour',
  ]);
});
