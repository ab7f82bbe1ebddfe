import { decide } from '../../src/alerting/lifecycle.ts';
import { policyOf } from '../../src/alerting/policy-of.ts';
import { alertSchema } from '../../src/contracts/alert.ts';
import type { AlertRule } from '../../src/contracts/alert-rule.ts';
import { collection } from '../../src/firestore/collections.ts';
import { flushGroup } from '../../src/notifications/groups/flush-group.ts';
import type { AlertChange } from '../../src/pipeline/alert/alert-changed.ts';
import { evaluateRules } from '../../src/pipeline/alert/evaluate-rules.ts';
import { alertRule, departures } from './alerts.ts';
import { at, type TestCtx, testContext } from './context.ts';
import { deliveriesOf, groupsOfOrganization, saveChannel, savePolicy } from './notification-groups.ts';

const start = Date.parse('2026-11-21T12:00:00Z');
const breach = { verdict: 'breached', at: new Date(start), value: 70, reason: '70 is above 60' } as const;
export const second = (n: number) => new Date(start + n * 1_000);

export async function saveRule(
  ctx: TestCtx,
  rule: Partial<AlertRule> = {},
  ruleId = 'rul_many',
): Promise<void> {
  await collection(ctx.db.firestore, ctx.orgId, 'alert_rules').doc(ruleId).set(alertRule(rule));
}

/** One value of departures, seen when it was measured. */
export async function see(
  ctx: TestCtx,
  seconds: number,
  value: number,
  metricId: string = departures.metricId,
) {
  const seen = at(ctx, second(seconds));
  const observations = [{ at: second(seconds), value }];
  await evaluateRules({ ctx: seen, input: { ...departures, metricId, observations } });
  return seen;
}

/** Looks at every group at an instant. */
export async function flushAll(ctx: TestCtx, seconds: number) {
  const flushing = at(ctx, second(seconds));
  const results = [];
  for (const { groupId } of await groupsOfOrganization(ctx)) {
    results.push(await flushGroup({ ctx: flushing, input: { orgId: ctx.orgId, groupId } }));
  }
  return { results, meter: flushing.db.meter };
}

export const alertsOf = async (ctx: TestCtx) => {
  const { docs } = await collection(ctx.db.firestore, ctx.orgId, 'alerts').orderBy('startedAt').get();
  return docs.map((one) => ({ alertId: one.id, ...one.data() }));
};

export async function firstAlertOf(ctx: TestCtx) {
  const [alert] = await alertsOf(ctx);
  if (alert === undefined) throw new Error('there is no alert');
  return alert;
}

export const told = async (ctx: TestCtx) =>
  (await deliveriesOf(ctx)).map(({ channelId, notification: { kind, status, alerts } }) => [
    channelId,
    kind,
    status,
    alerts.length,
  ]);

export async function organization(more: Parameters<typeof savePolicy>[1] = {}): Promise<TestCtx> {
  const ctx = testContext({ now: second(0) });
  await Promise.all([saveRule(ctx), saveChannel(ctx), savePolicy(ctx, more)]);
  return ctx;
}

/** An alert of the rule on some series that fires at the start, and what it was before. */
export function firingAlert(n: number): AlertChange {
  const snapshot = decide(null, breach, policyOf(alertRule(), second(0)));
  if (snapshot.snapshot === null || snapshot.transition === null) throw new Error('it does not fire');
  const after = alertSchema.parse({
    ...snapshot.snapshot,
    ...{ fingerprint: `series ${n}`, open: true, ruleId: 'rul_many', ruleName: 'Many departures' },
    ...{ metricId: `met_${n}`, metricKey: 'flights.departures', labels: { gate: String(n) } },
    ...{ severity: 'warning', summary: 'many', description: 'too many', updatedAt: second(0) },
  });
  return { alertId: `alr_${n}`, before: null, after, transitions: [snapshot.transition] };
}
