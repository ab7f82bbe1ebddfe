import { describe, expect, test } from 'vitest';
import { type TestCtx, testContext } from '../../test/support/context.ts';
import { FannedOutJob } from '../../test/support/fanned-out-job.ts';
import { flushAll, told } from '../../test/support/flushes.ts';
import { addJob, addMetric, hourlySpec } from '../../test/support/forecast-jobs.ts';
import { forecast, refuse, runHourly } from '../../test/support/hourly-runs.ts';
import {
  groupsOfOrganization,
  notify,
  saveChannel,
  savePolicy,
} from '../../test/support/notification-groups.ts';
import { createAlertRuleRequestSchema } from '../contracts/alert-rule.ts';
import { collection } from '../firestore/collections.ts';
import { acknowledgeAlert } from '../pipeline/alert/acknowledge-alert.ts';
import { createAlertRule } from '../pipeline/alert/create-alert-rule.ts';
import { deleteAlertRule } from '../pipeline/alert/delete-alert-rule.ts';
import { getAlert } from '../pipeline/alert/get-alert.ts';
import { listAlerts } from '../pipeline/alert/list-alerts.ts';
import { reopenAlert } from '../pipeline/alert/reopen-alert.ts';
import { resolveAlert } from '../pipeline/alert/resolve-alert.ts';
import { updateAlertRule } from '../pipeline/alert/update-alert-rule.ts';
import { rehearseRule } from '../pipeline/rehearsal/rehearse-rule.ts';
import { deleteForecastJob } from './delete-forecast-job.ts';
import { reconcileJob } from './reconcile-job.ts';

async function addFailing(ctx: TestCtx, more: object = {}): Promise<string> {
  await addMetric(ctx);
  const jobId = await addJob(ctx, { spec: { ...hourlySpec, ...more } });
  await reconcileJob({ ctx, input: { jobId } });
  return jobId;
}

/** A rule on jobs that fires after two failures in a row, or another. */
async function addRule(ctx: TestCtx, more: object = {}, failures = 2): Promise<string> {
  const input = createAlertRuleRequestSchema.parse({
    name: 'failing jobs',
    selector: { forecastJob: '*' },
    condition: { type: 'forecast-job-failing', failures },
    ...more,
  });
  return (await createAlertRule({ ctx, input })).ruleId;
}

async function alertsOfRule(ctx: TestCtx, ruleId: string) {
  const { items } = await listAlerts({ ctx, input: { ruleId, pageSize: 50 } });
  return Promise.all(items.map(({ alertId }) => getAlert({ ctx, input: { alertId } })));
}

async function onlyAlertOf(ctx: TestCtx, ruleId: string) {
  const [alert, ...more] = await alertsOfRule(ctx, ruleId);
  expect(more).toEqual([]);
  if (alert === undefined) throw new Error('no alert');
  return alert;
}

describe('a rule on failing jobs', () => {
  test('fires after so many failures in a row, once for each job, until the next run that is completed', async () => {
    const ctx = testContext();
    const [jobId, other] = [await addFailing(ctx), await addFailing(ctx)];
    const annotations = { summary: '{{ job }} failed {{ value }} of {{ threshold }}: {{ metric }}' };
    const labels = { team: 'ops' };
    const ruleId = await addRule(ctx, { severity: 'critical', annotations, labels });
    await runHourly(ctx, jobId, 12, refuse);
    expect(await alertsOfRule(ctx, ruleId)).toEqual([]);
    await runHourly(ctx, jobId, 13, refuse);
    expect(await onlyAlertOf(ctx, ruleId)).toMatchObject({
      ...{ state: 'firing', open: true, severity: 'critical', ruleName: 'failing jobs' },
      ...{ jobId, jobName: 'ATL departures', metricId: null, metricKey: 'flights.departures' },
      ...{ labels: { airport: 'ATL', team: 'ops' }, value: 2, threshold: 2 },
      summary: 'ATL departures failed 2 of 2: {{ metric }}',
      reason: expect.stringMatching(/^2 failures in a row, the last of run_20261121T130000Z: /),
      startedAt: new Date('2026-11-21T13:00:00Z'),
      timeline: [{ from: 'inactive', to: 'firing' }],
    });
    await runHourly(ctx, jobId, 14, refuse);
    expect(await onlyAlertOf(ctx, ruleId)).toMatchObject({ value: 3, timeline: [{ to: 'firing' }] });
    for (const hour of [12, 13]) await runHourly(ctx, other, hour, refuse);
    expect((await alertsOfRule(ctx, ruleId)).map((one) => one.jobId).sort()).toEqual([jobId, other].sort());
    await runHourly(ctx, jobId, 15, forecast);
    expect((await alertsOfRule(ctx, ruleId)).map((one) => [one.jobId, one.state])).toEqual(
      expect.arrayContaining([
        [jobId, 'resolved'],
        [other, 'firing'],
      ]),
    );
    for (const hour of [16, 17]) await runHourly(ctx, jobId, hour, refuse);
    const { items } = await listAlerts({ ctx, input: { jobId, pageSize: 50 } });
    expect(items.map(({ state }) => state)).toEqual(['firing', 'resolved']);
  });

  test('stands beside others and what the job asks for itself; another job is none of its business', async () => {
    const ctx = testContext();
    const jobId = await addFailing(ctx, { onFailure: { alertAfter: 1 } });
    const early = await addRule(ctx, { selector: { forecastJob: jobId }, severity: 'info' }, 1);
    const late = await addRule(ctx);
    const foreign = await addRule(ctx, { selector: { forecastJob: 'job_other' } }, 1);
    const disabled = await addRule(ctx, { enabled: false }, 1);
    await runHourly(ctx, jobId, 12, refuse);
    await runHourly(ctx, jobId, 13, refuse);
    const open = async () =>
      (await listAlerts({ ctx, input: { jobId, pageSize: 50 } })).items
        .map(({ ruleId, state, severity }) => [ruleId, state, severity])
        .sort();
    const expected = (state: string) =>
      [
        [null, state, 'error'],
        [early, state, 'info'],
        [late, state, 'warning'],
      ].sort();
    expect(await open()).toEqual(expected('firing'));
    expect(await alertsOfRule(ctx, foreign)).toEqual([]);
    expect(await alertsOfRule(ctx, disabled)).toEqual([]);
    await runHourly(ctx, jobId, 14, forecast);
    expect(await open()).toEqual(expected('resolved'));
  });

  test('costs an ordinary run nothing: rules are read where a run failed, or was completed after failures', async () => {
    const ctx = testContext();
    const jobId = await addFailing(ctx);
    await addRule(ctx);
    const run = async (hour: number, how: typeof forecast) => {
      const { reads, writes } = (await runHourly(ctx, jobId, hour, how)).meter;
      return { reads, writes };
    };
    expect(await run(10, forecast)).toEqual({ reads: 5, writes: 3 });
    expect(await run(11, refuse)).toEqual({ reads: 6, writes: 3 });
    // Besides: the latest episode, silences and policies; the alert and its timeline.
    expect(await run(12, refuse)).toEqual({ reads: 9, writes: 5 });
    expect(await run(13, refuse)).toEqual({ reads: 7, writes: 4 });
    // The job may have an alert of its own from before.
    expect(await run(14, forecast)).toEqual({ reads: 8, writes: 5 });
    expect(await run(15, forecast)).toEqual({ reads: 5, writes: 3 });
  });

  test('says it once, however often and in whatever order runs are delivered', async () => {
    const ctx = testContext();
    const jobId = await addFailing(ctx);
    const ruleId = await addRule(ctx);
    await runHourly(ctx, jobId, 12, refuse);
    const both = await Promise.allSettled([
      runHourly(ctx, jobId, 14, refuse),
      runHourly(ctx, jobId, 14, refuse),
    ]);
    expect(both.some(({ status }) => status === 'fulfilled')).toBe(true);
    expect((await runHourly(ctx, jobId, 14, refuse)).result).toBe('already-finished');
    await runHourly(ctx, jobId, 13, forecast);
    expect(await onlyAlertOf(ctx, ruleId)).toMatchObject({ state: 'firing', value: 2, eventCount: 1 });
  });

  test('is heard of a run in batches, too', async () => {
    const ctx = testContext();
    const ruleId = await addRule(ctx, {}, 1);
    const job = await FannedOutJob.begin(ctx, { series: 3, seriesPerBatch: 2 });
    await job.deliverRun({ forecastMetric: refuse });
    await job.deliverAll({ forecastMetric: refuse });
    expect(await job.run()).toMatchObject({ state: 'failed' });
    expect(await onlyAlertOf(ctx, ruleId)).toMatchObject({
      ...{ state: 'firing', jobId: job.task.jobId, value: 1 },
    });
  });
});

describe('the alert of a rule on failing jobs', () => {
  async function firing(more: object = {}) {
    const ctx = testContext();
    await Promise.all([saveChannel(ctx), saveChannel(ctx, 'chn_own'), savePolicy(ctx)]);
    const jobId = await addFailing(ctx);
    const ruleId = await addRule(ctx, more, 1);
    await runHourly(ctx, jobId, 12, refuse);
    const { alertId } = await onlyAlertOf(ctx, ruleId);
    return { ctx, jobId, ruleId, alertId };
  }

  test('is told through the policies', async () => {
    const { ctx, ruleId, jobId } = await firing();
    const [group, ...more] = await groupsOfOrganization(ctx);
    expect(more).toEqual([]);
    expect(group).toMatchObject({ route: { kind: 'policy', id: 'pol_all' } });
    expect((await onlyAlertOf(ctx, ruleId)).groupIds).toEqual([group?.groupId]);
    await flushAll(ctx, 3_600);
    expect(await told(ctx)).toEqual([['chn_1', 'alerts', 'firing', 1]]);
    await runHourly(ctx, jobId, 14, forecast);
    await flushAll(ctx, 3 * 3_600);
    expect((await told(ctx)).at(-1)).toEqual(['chn_1', 'alerts', 'resolved', 1]);
  });

  test('is told as its rule says, where that does', async () => {
    const { ctx, ruleId } = await firing({ notify: notify({ channels: ['chn_own'] }) });
    expect(await groupsOfOrganization(ctx)).toMatchObject([{ route: { kind: 'rule', id: ruleId } }]);
    await flushAll(ctx, 3_600);
    expect(await told(ctx)).toEqual([['chn_own', 'alerts', 'firing', 1]]);
  });

  test('is acknowledged as any other, and no other organization has it', async () => {
    const { ctx, ruleId, jobId, alertId } = await firing();
    await acknowledgeAlert({ ctx, input: { alertId } });
    await runHourly(ctx, jobId, 13, refuse);
    expect(await onlyAlertOf(ctx, ruleId)).toMatchObject({ state: 'acknowledged', value: 2 });
    const foreign = testContext();
    expect(await alertsOfRule(foreign, ruleId)).toEqual([]);
  });

  test.each<[string, (ctx: TestCtx, ruleId: string, jobId: string) => Promise<unknown>]>([
    [
      'rule disabled',
      (ctx, ruleId) => updateAlertRule({ ctx, input: { ruleId, patch: { enabled: false } } }),
    ],
    ['rule deleted', (ctx, ruleId) => deleteAlertRule({ ctx, input: { ruleId } })],
    [
      'rule watches other forecast jobs',
      (ctx, ruleId) =>
        updateAlertRule({ ctx, input: { ruleId, patch: { selector: { forecastJob: 'job_other' } } } }),
    ],
    ['forecast job deleted', (ctx, _, jobId) => deleteForecastJob({ ctx, input: { jobId } })],
  ])('ends with the reason "%s"', async (reason, end) => {
    const { ctx, ruleId, jobId } = await firing();
    await end(ctx, ruleId, jobId);
    expect(await onlyAlertOf(ctx, ruleId)).toMatchObject({ state: 'resolved', open: false, reason });
  });

  test('fires on under other numbers, which the next failures are held against', async () => {
    const { ctx, ruleId, jobId } = await firing();
    const condition = { type: 'forecast-job-failing', failures: 3 } as const;
    await updateAlertRule({ ctx, input: { ruleId, patch: { condition } } });
    await runHourly(ctx, jobId, 13, refuse);
    expect(await onlyAlertOf(ctx, ruleId)).toMatchObject({ state: 'firing', value: 1, threshold: 1 });
    await runHourly(ctx, jobId, 14, refuse);
    expect(await onlyAlertOf(ctx, ruleId)).toMatchObject({ state: 'firing', value: 3, threshold: 3 });
  });

  test('is not reopened once its job is gone, which no run would end', async () => {
    const { ctx, jobId, alertId } = await firing();
    await resolveAlert({ ctx, input: { alertId, reason: 'known' } });
    await reopenAlert({ ctx, input: { alertId, reason: 'not so' } });
    await deleteForecastJob({ ctx, input: { jobId } });
    await expect(reopenAlert({ ctx, input: { alertId, reason: 'again' } })).rejects.toMatchObject({
      reason: 'ALERT_NOT_REOPENABLE',
    });
  });
});

test('a rule of another organization hears nothing, though it names the job', async () => {
  const [ctx, foreign] = [testContext(), testContext()];
  const jobId = await addFailing(ctx);
  const ruleIds = [
    await addRule(foreign, {}, 1),
    await addRule(foreign, { selector: { forecastJob: jobId } }, 1),
  ];
  await runHourly(ctx, jobId, 12, refuse);
  for (const ruleId of ruleIds) expect(await alertsOfRule(foreign, ruleId)).toEqual([]);
});

test('a rule that was broken by hand is left out, and the others hear of the run', async () => {
  const warned: string[] = [];
  const ctx = { ...testContext(), warn: (message: string) => warned.push(message) };
  const jobId = await addFailing(ctx);
  const [broken, whole] = [await addRule(ctx, {}, 1), await addRule(ctx, {}, 1)];
  const rules = collection(ctx.db.firestore, ctx.orgId, 'alert_rules');
  await rules.doc(broken).update({ severity: 'fatal' });
  await runHourly(ctx, jobId, 12, refuse);
  expect(await onlyAlertOf(ctx, whole)).toMatchObject({ state: 'firing' });
  expect(await alertsOfRule(ctx, broken)).toEqual([]);
  expect(warned).toEqual([expect.stringContaining(broken)]);
});

test('a rule on failing jobs is not rehearsed, and is told which field', async () => {
  const ctx = testContext();
  const ruleId = await addRule(ctx);
  const rule = (await collection(ctx.db.firestore, ctx.orgId, 'alert_rules').doc(ruleId).get()).data();
  if (rule === undefined) throw new Error('no rule');
  const from = new Date(ctx.now.getTime() - 3_600_000);
  await expect(rehearseRule({ ctx, input: { ruleId, rule, from } })).rejects.toMatchObject({
    code: 'invalid-argument',
    fields: [{ pointer: '/condition/type' }],
  });
});
