import type { CreateSilenceRequest } from '../../src/contracts/silence.ts';
import { collection } from '../../src/firestore/collections.ts';
import type { Database } from '../../src/firestore/database.ts';
import { applyChecks } from '../../src/pipeline/alert/apply-checks.ts';
import type { AlertResponse } from '../../src/pipeline/alert/get-alert.ts';
import { getAlert } from '../../src/pipeline/alert/get-alert.ts';
import { createSilence } from '../../src/pipeline/alert/silences/create-silence.ts';
import { alertRule, departures } from './alerts.ts';
import { at, type TestCtx, testContext } from './context.ts';

export const noon = new Date('2026-11-21T12:00:00Z');
export const minute = (n: number) => new Date(noon.getTime() + n * 60_000);

/** An organization with a rule on departures of several airports that fires at once. */
export async function watchedAirports(db?: Database): Promise<TestCtx> {
  const ctx = testContext({ now: noon, ...(db === undefined ? {} : { db }) });
  await collection(ctx.db.firestore, ctx.orgId, 'alert_rules')
    .doc('rul_many')
    .set(alertRule({ selector: { metric: departures.metric.key, labels: {} } }));
  return ctx;
}

/** What is seen at an airport at `ctx.now`: its alert fires above 60, and is over below. Answers the alert. */
export async function see(ctx: TestCtx, airport: string, value: number): Promise<string> {
  const subject = {
    ruleId: 'rul_many',
    rule: alertRule({ selector: { metric: departures.metric.key, labels: {} } }),
    metricId: `met_${airport}`,
    metric: { ...departures.metric, labels: { airport } },
  };
  const check = {
    verdict: value > 60 ? ('breached' as const) : ('clear' as const),
    at: ctx.now,
    value,
    reason: `${value}`,
  };
  const [entry] = await applyChecks({ ctx, input: { subject, checks: [check] } });
  return entry?.alertId ?? 'none';
}

/** A silence for one airport, for two hours from `ctx.now` on, or another. */
export const silenceFor = (ctx: TestCtx, airport: string, change: Partial<CreateSilenceRequest> = {}) =>
  createSilence({
    ctx,
    input: {
      matchers: [{ label: 'airport', operator: '=', value: airport }],
      endsAt: new Date(ctx.now.getTime() + 2 * 3_600_000),
      comment: 'de-icing',
      recurrence: null,
      ...change,
    },
  });

/** An alert as it is: with what moves on at every write left out. */
export async function settled(ctx: TestCtx, alertId: string): Promise<Partial<AlertResponse>> {
  const {
    timeline: _,
    eventCount: __,
    updatedAt: ___,
    ...alert
  } = await getAlert({ ctx, input: { alertId } });
  return alert;
}

/** The timeline of an alert, as `from → to: reason`. */
export async function told(ctx: TestCtx, alertId: string): Promise<string[]> {
  const { timeline } = await getAlert({ ctx: at(ctx, ctx.now), input: { alertId } });
  return timeline.map(({ from, to, reason }) => `${from} → ${to}: ${reason}`);
}
