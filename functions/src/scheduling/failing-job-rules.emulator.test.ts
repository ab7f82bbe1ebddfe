import { describe, expect, test } from 'vitest';
import { testContext } from '../../test/support/context.ts';
import { addFailing, addRule, alertsOfRule, onlyAlertOf } from '../../test/support/failing-jobs.ts';
import { FannedOutJob } from '../../test/support/fanned-out-job.ts';
import { forecast, refuse, runHourly } from '../../test/support/hourly-runs.ts';
import { collection } from '../firestore/collections.ts';
import { listAlerts } from '../pipeline/alert/list-alerts.ts';
import { rehearseRule } from '../pipeline/rehearsal/rehearse-rule.ts';

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
