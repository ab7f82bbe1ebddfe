import { expect } from 'vitest';
import { createAlertRuleRequestSchema } from '../../src/contracts/alert-rule.ts';
import { createAlertRule } from '../../src/pipeline/alert/create-alert-rule.ts';
import { getAlert } from '../../src/pipeline/alert/get-alert.ts';
import { listAlerts } from '../../src/pipeline/alert/list-alerts.ts';
import { reconcileJob } from '../../src/scheduling/reconcile-job.ts';
import type { TestCtx } from './context.ts';
import { addJob, addMetric, hourlySpec } from './forecast-jobs.ts';

/** An hourly job over one series. */
export async function addFailing(ctx: TestCtx, more: object = {}): Promise<string> {
  await addMetric(ctx);
  const jobId = await addJob(ctx, { spec: { ...hourlySpec, ...more } });
  await reconcileJob({ ctx, input: { jobId } });
  return jobId;
}

/** A rule on jobs that fires after two failures in a row, or another. */
export async function addRule(ctx: TestCtx, more: object = {}, failures = 2): Promise<string> {
  const input = createAlertRuleRequestSchema.parse({
    name: 'failing jobs',
    selector: { forecastJob: '*' },
    condition: { type: 'forecast-job-failing', failures },
    ...more,
  });
  return (await createAlertRule({ ctx, input })).ruleId;
}

/** The alerts of a rule, latest first, each with its timeline. */
export async function alertsOfRule(ctx: TestCtx, ruleId: string) {
  const { items } = await listAlerts({ ctx, input: { ruleId, pageSize: 50 } });
  return Promise.all(items.map(({ alertId }) => getAlert({ ctx, input: { alertId } })));
}

/** The one alert of a rule. */
export async function onlyAlertOf(ctx: TestCtx, ruleId: string) {
  const [alert, ...more] = await alertsOfRule(ctx, ruleId);
  expect(more).toEqual([]);
  if (alert === undefined) throw new Error('no alert');
  return alert;
}
