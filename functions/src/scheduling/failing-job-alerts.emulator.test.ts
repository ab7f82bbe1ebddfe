import { describe, expect, test } from 'vitest';
import { type TestCtx, testContext } from '../../test/support/context.ts';
import { addFailing, addRule, alertsOfRule, onlyAlertOf } from '../../test/support/failing-jobs.ts';
import { flushAll, told } from '../../test/support/flushes.ts';
import { forecast, refuse, runHourly } from '../../test/support/hourly-runs.ts';
import {
  groupsOfOrganization,
  notify,
  saveChannel,
  savePolicy,
} from '../../test/support/notification-groups.ts';
import { acknowledgeAlert } from '../pipeline/alert/acknowledge-alert.ts';
import { deleteAlertRule } from '../pipeline/alert/delete-alert-rule.ts';
import { reopenAlert } from '../pipeline/alert/reopen-alert.ts';
import { resolveAlert } from '../pipeline/alert/resolve-alert.ts';
import { updateAlertRule } from '../pipeline/alert/update-alert-rule.ts';
import { deleteForecastJob } from './delete-forecast-job.ts';

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
