import { describe, expect, it } from 'vitest';
import { alertRule, departures } from '../../../test/support/alerts.ts';
import { at, RecordedTasks, type TestCtx, testContext } from '../../../test/support/context.ts';
import {
  deliveriesOf,
  groupsOfOrganization,
  noticesOf,
  notify,
  saveChannel,
  savePolicy,
} from '../../../test/support/notification-groups.ts';
import { decide } from '../../alerting/lifecycle.ts';
import { policyOf } from '../../alerting/policy-of.ts';
import { alertSchema } from '../../contracts/alert.ts';
import type { AlertRule } from '../../contracts/alert-rule.ts';
import { inhibitionRuleSchema } from '../../contracts/inhibition-rule.ts';
import { collection } from '../../firestore/collections.ts';
import { acknowledgeAlert } from '../../pipeline/alert/acknowledge-alert.ts';
import { type AlertChange, alertChanged } from '../../pipeline/alert/alert-changed.ts';
import { deleteAlertRule } from '../../pipeline/alert/delete-alert-rule.ts';
import { evaluateRules } from '../../pipeline/alert/evaluate-rules.ts';
import { flushGroup } from './flush-group.ts';

const start = Date.parse('2026-11-21T12:00:00Z');
const breach = { verdict: 'breached', at: new Date(start), value: 70, reason: '70 is above 60' } as const;
const second = (n: number) => new Date(start + n * 1_000);

async function saveRule(ctx: TestCtx, rule: Partial<AlertRule> = {}, ruleId = 'rul_many'): Promise<void> {
  await collection(ctx.db.firestore, ctx.orgId, 'alert_rules').doc(ruleId).set(alertRule(rule));
}

/** One value of departures, seen when it was measured. */
async function see(ctx: TestCtx, seconds: number, value: number, metricId: string = departures.metricId) {
  const seen = at(ctx, second(seconds));
  const observations = [{ at: second(seconds), value }];
  await evaluateRules({ ctx: seen, input: { ...departures, metricId, observations } });
  return seen;
}

/** Looks at every group at an instant. */
async function flushAll(ctx: TestCtx, seconds: number) {
  const flushing = at(ctx, second(seconds));
  const results = [];
  for (const { groupId } of await groupsOfOrganization(ctx)) {
    results.push(await flushGroup({ ctx: flushing, input: { orgId: ctx.orgId, groupId } }));
  }
  return { results, meter: flushing.db.meter };
}

const alertsOf = async (ctx: TestCtx) => {
  const { docs } = await collection(ctx.db.firestore, ctx.orgId, 'alerts').orderBy('startedAt').get();
  return docs.map((one) => ({ alertId: one.id, ...one.data() }));
};

async function firstAlertOf(ctx: TestCtx) {
  const [alert] = await alertsOf(ctx);
  if (alert === undefined) throw new Error('there is no alert');
  return alert;
}

const told = async (ctx: TestCtx) =>
  (await deliveriesOf(ctx)).map(({ channelId, notification: { kind, status, alerts } }) => [
    channelId,
    kind,
    status,
    alerts.length,
  ]);

async function organization(more: Parameters<typeof savePolicy>[1] = {}): Promise<TestCtx> {
  const ctx = testContext({ now: second(0) });
  await Promise.all([saveRule(ctx), saveChannel(ctx), savePolicy(ctx, more)]);
  return ctx;
}

describe('an alert that fires', () => {
  it('wakes its group, which tells it after groupWait, and says so in its timeline', async () => {
    const ctx = await organization();
    await see(ctx, 0, 70);
    const [group] = await groupsOfOrganization(ctx);
    expect(group).toMatchObject({
      route: { kind: 'policy', id: 'pol_all', name: 'pol_all' },
      groupLabels: { alertname: 'Many departures' },
      nextFlushAt: second(30),
    });
    expect(ctx.tasks.flushes).toEqual([{ orgId: ctx.orgId, groupId: group?.groupId, notBefore: second(30) }]);
    expect((await flushAll(ctx, 29)).results).toEqual([{ result: 'not-yet', told: 0, withheld: 0 }]);
    expect((await flushAll(ctx, 30)).results).toEqual([{ result: 'flushed', told: 1, withheld: 0 }]);
    const [delivery] = await deliveriesOf(ctx);
    const { alertId } = await firstAlertOf(ctx);
    expect(delivery).toMatchObject({
      ...{ channelId: 'chn_1', groupId: group?.groupId, alertIds: [alertId], state: 'pending' },
      notification: {
        ...{ kind: 'alerts', status: 'firing', groupKey: group?.groupId, routeName: 'pol_all' },
        ...{ repeated: false, truncatedAlerts: 0, escalationStep: null },
        alerts: [
          { alertId, status: 'firing', name: 'Many departures', value: 70, metricId: 'met_departures' },
        ],
      },
    });
    expect(ctx.tasks.deliveries).toEqual([{ orgId: ctx.orgId, deliveryId: delivery?.deliveryId }]);
    expect(await noticesOf(ctx, alertId)).toEqual([
      'told chn_1: told chn_1: first notification of its group',
    ]);
    expect((await groupsOfOrganization(ctx))[0]).toMatchObject({
      active: true,
      channels: { chn_1: { firing: [alertId], toldAt: second(30), deliveryId: delivery?.deliveryId } },
      nextFlushAt: second(30 + 4 * 3_600),
    });
  });

  it('tells once what is flushed twice, also at the same time', async () => {
    const ctx = await organization();
    await see(ctx, 0, 70);
    const both = await Promise.all([flushAll(ctx, 30), flushAll(ctx, 31)]);
    expect(both.flatMap(({ results }) => results.map(({ told }) => told)).sort()).toEqual([0, 1]);
    expect((await flushAll(ctx, 32)).results).toEqual([{ result: 'not-yet', told: 0, withheld: 0 }]);
    expect(await told(ctx)).toHaveLength(1);
  });

  it('is told by its rule where that says how, and by no policy then', async () => {
    const ctx = await organization();
    await saveRule(ctx, { notify: notify({ channels: ['chn_own'], groupWaitSeconds: 0 }) });
    await saveChannel(ctx, 'chn_own');
    await see(ctx, 0, 70);
    await flushAll(ctx, 0);
    expect(await told(ctx)).toEqual([['chn_own', 'alerts', 'firing', 1]]);
  });

  it('is in no group where neither says whom, and nobody is told', async () => {
    const ctx = await organization({ enabled: false });
    await see(ctx, 0, 70);
    expect(await groupsOfOrganization(ctx)).toEqual([]);
    expect(await firstAlertOf(ctx)).toMatchObject({ state: 'firing', groupIds: [] });
  });

  it('costs one read of its policies and one of its group more; the first reads twice, and writes the group', async () => {
    const ctx = await organization();
    const first = await see(ctx, 0, 70);
    expect(first.db.meter).toMatchObject({ reads: 2 + 5 + 5, writes: 3 });
    const other = await see(ctx, 1, 70, 'met_other');
    expect(other.db.meter).toMatchObject({ reads: 7, writes: 2 });
    const again = await see(ctx, 1, 70, 'met_other');
    expect(again.db.meter).toMatchObject({ reads: 3, writes: 0 });
    const { meter } = await flushAll(ctx, 30);
    expect(meter).toMatchObject({ reads: 2 + 3 + 2, writes: 1 + 2 + 1 });
  });
});

describe('a series that flaps inside the group interval', () => {
  it('sends one firing and one resolved notification', async () => {
    const ctx = await organization();
    await see(ctx, 0, 70);
    await flushAll(ctx, 30);
    for (let n = 1; n <= 10; n += 1) {
      await see(ctx, 30 + n * 20, n % 2 === 0 ? 70 : 50);
      await flushAll(ctx, 30 + n * 20 + 1);
    }
    await see(ctx, 250, 50);
    for (const seconds of [330, 630, 20_000]) await flushAll(ctx, seconds);
    expect(await told(ctx)).toEqual([
      ['chn_1', 'alerts', 'firing', 1],
      ['chn_1', 'alerts', 'resolved', 1],
    ]);
    expect((await alertsOf(ctx)).length).toBeGreaterThan(4);
    for (const { alertId } of (await alertsOf(ctx)).slice(1)) {
      expect(await noticesOf(ctx, alertId)).toEqual([
        'withheld null: not told: it was over before anybody was told that it fires',
      ]);
    }
    expect((await groupsOfOrganization(ctx))[0]).toMatchObject({
      ...{ active: false, nextFlushAt: null, alerts: {} },
      expireAt: expect.any(Date),
    });
  });
});

describe('a series that is back before its end was told', () => {
  it('is not told again, says why, and is told to be over once it is', async () => {
    const ctx = await organization();
    await see(ctx, 0, 70);
    await flushAll(ctx, 30);
    await see(ctx, 40, 50);
    await see(ctx, 50, 70);
    await flushAll(ctx, 330);
    expect(await told(ctx)).toHaveLength(1);
    const [first, second] = await alertsOf(ctx);
    expect(await noticesOf(ctx, second?.alertId ?? '')).toEqual([
      'withheld chn_1: not told again: the end of the episode before it was not told yet',
    ]);
    await see(ctx, 400, 50);
    await flushAll(ctx, 630);
    expect((await told(ctx)).slice(1)).toEqual([['chn_1', 'alerts', 'resolved', 1]]);
    expect((await deliveriesOf(ctx))[1]?.alertIds).toEqual([first?.alertId]);
  });
});

describe('an alert that is over', () => {
  it('is told to be when its rule is deleted, by the route as it was', async () => {
    const ctx = await organization();
    await saveRule(ctx, { notify: notify({ groupWaitSeconds: 0 }) });
    await see(ctx, 0, 70);
    await flushAll(ctx, 0);
    await deleteAlertRule({ ctx: at(ctx, second(60)), input: { ruleId: 'rul_many' } });
    await flushAll(ctx, 300);
    expect(await told(ctx)).toEqual([
      ['chn_1', 'alerts', 'firing', 1],
      ['chn_1', 'alerts', 'resolved', 1],
    ]);
  });

  it('is not told to be where nobody knew that it fires', async () => {
    const ctx = await organization();
    await see(ctx, 0, 70);
    await see(ctx, 10, 50);
    await flushAll(ctx, 30);
    expect(await told(ctx)).toEqual([]);
    expect(await noticesOf(ctx, (await firstAlertOf(ctx)).alertId)).toHaveLength(1);
  });
});

describe('an acknowledged alert', () => {
  it('is told at once to PagerDuty and not again to anyone', async () => {
    const ctx = await organization({
      notify: notify({ channels: ['chn_1', 'chn_pd'], groupWaitSeconds: 0 }),
    });
    await saveChannel(ctx, 'chn_pd', { settings: { type: 'pagerduty', region: 'us' } });
    await see(ctx, 0, 70);
    await flushAll(ctx, 0);
    const { alertId } = await firstAlertOf(ctx);
    await acknowledgeAlert({ ctx: at(ctx, second(60)), input: { alertId } });
    await flushAll(ctx, 60);
    await flushAll(ctx, 20_000);
    expect((await told(ctx)).slice(2)).toEqual([['chn_pd', 'acknowledged', 'firing', 1]]);
  });
});

describe('what is withheld', () => {
  it('stands in the timeline with its reason, once', async () => {
    const ctx = await organization();
    await saveChannel(ctx, 'chn_1', { enabled: false, disabledReason: 'gone' });
    await see(ctx, 0, 70);
    for (const seconds of [30, 330, 630]) await flushAll(ctx, seconds);
    const { alertId } = await firstAlertOf(ctx);
    expect(await noticesOf(ctx, alertId)).toEqual(['withheld chn_1: not told: the channel is disabled']);
    await saveChannel(ctx);
    await flushAll(ctx, 930);
    expect(await told(ctx)).toEqual([['chn_1', 'alerts', 'firing', 1]]);
  });

  it('because another alert inhibits it, which is asked by the labels that its matchers name', async () => {
    const ctx = await organization();
    const inhibition = inhibitionRuleSchema.parse({
      name: 'big mutes small',
      sourceMatchers: [
        { label: 'severity', value: 'critical' },
        { label: 'airport', value: 'ATL' },
      ],
      targetMatchers: [{ label: 'severity', value: 'warning' }],
      equal: ['airport'],
      ...{ createdAt: new Date(0), updatedAt: new Date(0), createdBy: 'user:ada' },
    });
    await collection(ctx.db.firestore, ctx.orgId, 'inhibition_rules').doc('inh_1').set(inhibition);
    await saveRule(ctx, { name: 'Far too many', severity: 'critical' }, 'rul_big');
    await see(ctx, 0, 70);
    await flushAll(ctx, 30);
    const [delivery] = await deliveriesOf(ctx);
    expect(delivery?.notification.groupLabels).toEqual({ alertname: 'Far too many' });
    const small = (await alertsOf(ctx)).find(({ severity }) => severity === 'warning');
    expect(await noticesOf(ctx, small?.alertId ?? '')).toEqual([
      'withheld chn_1: not told: another alert inhibits it',
    ]);
  });
});

/** An alert of the rule on some series that fires at the start, and what it was before. */
function firingAlert(n: number): AlertChange {
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

describe('a storm', () => {
  it('of 1,000 alerts at once writes their group once, tells them in one, and loses none', async () => {
    const ctx = await organization();
    const waves = Array.from({ length: 20 }, (_, wave) =>
      Array.from({ length: 50 }, (_, n) => firingAlert(wave * 50 + n)),
    );
    await Promise.all(
      waves.map((changes) => ctx.db.transaction((transaction) => alertChanged(ctx, transaction, changes))),
    );
    expect(ctx.db.meter.writes).toBe(2 * 1_000 + 1);
    expect(ctx.tasks.flushes).toHaveLength(1);
    const { results, meter } = await flushAll(ctx, 30);
    expect(results).toEqual([{ result: 'flushed', told: 1, withheld: 0 }]);
    expect(meter).toMatchObject({ reads: 2 + 3 + 1_000, writes: 1 + 1_000 + 1 });
    const [delivery] = await deliveriesOf(ctx);
    expect(delivery?.notification.alerts).toHaveLength(100);
    expect(delivery?.notification.truncatedAlerts).toBe(900);
    const [group] = await groupsOfOrganization(ctx);
    expect(group?.channels.chn_1?.firing).toHaveLength(1_000);
  }, 120_000);

  it('of more than a flush looks at says how many more there are', async () => {
    const ctx = await organization();
    const changes = Array.from({ length: 1_010 }, (_, n) => firingAlert(n));
    for (let from = 0; from < changes.length; from += 100) {
      const some = changes.slice(from, from + 100);
      await ctx.db.transaction((transaction) => alertChanged(ctx, transaction, some));
    }
    await flushAll(ctx, 30);
    const [delivery] = await deliveriesOf(ctx);
    expect(delivery?.notification.truncatedAlerts).toBe(910);
  }, 120_000);
});

describe('whatever dies half-way', () => {
  it('loses no message whose task was not queued: it is due, and the group stands', async () => {
    const ctx = await organization();
    await see(ctx, 0, 70);
    const warnings: string[] = [];
    const [group] = await groupsOfOrganization(ctx);
    const failing = {
      ...at(ctx, second(30)),
      warn: (message: string) => void warnings.push(message),
      tasks: Object.assign(new RecordedTasks(), {
        enqueueDelivery: () => Promise.reject(new Error('the queue is away')),
      }),
    };
    const input = { orgId: ctx.orgId, groupId: group?.groupId ?? '' };
    expect(await flushGroup({ ctx: failing, input })).toMatchObject({ result: 'flushed', told: 1 });
    expect(warnings).toEqual([expect.stringContaining('was not queued and waits for the tick')]);
    expect(await deliveriesOf(ctx)).toMatchObject([{ state: 'pending', nextAttemptAt: second(30) }]);
    expect((await flushAll(ctx, 31)).results).toEqual([{ result: 'not-yet', told: 0, withheld: 0 }]);
  });

  it('wakes a group again that was woken for an alert which was not written', async () => {
    const ctx = await organization();
    const never = ctx.db.transaction(async (transaction) => {
      await alertChanged(ctx, transaction, [firingAlert(0)]);
      throw new Error('killed');
    });
    await expect(never).rejects.toThrow('killed');
    expect(await groupsOfOrganization(ctx)).toMatchObject([{ nextFlushAt: second(30) }]);
    await flushAll(ctx, 30);
    expect(await told(ctx)).toEqual([]);
    await see(ctx, 40, 70);
    await flushAll(ctx, 70);
    expect(await told(ctx)).toEqual([['chn_1', 'alerts', 'firing', 1]]);
  });

  it('tells every alert that fires while its group is flushed', async () => {
    const ctx = await organization();
    await see(ctx, 0, 70);
    const during = Array.from({ length: 20 }, (_, n) =>
      ctx.db.transaction((transaction) =>
        alertChanged({ ...ctx, now: second(30) }, transaction, [firingAlert(n)]),
      ),
    );
    await Promise.all([flushAll(ctx, 30), ...during]);
    await flushAll(ctx, 330);
    const [group] = await groupsOfOrganization(ctx);
    expect(group?.channels.chn_1?.firing).toHaveLength(21);
  });
});

describe('who asks', () => {
  it('another organization flushes nothing of this one', async () => {
    const ctx = await organization();
    await see(ctx, 0, 70);
    const [group] = await groupsOfOrganization(ctx);
    const groupId = group?.groupId ?? '';
    const other = at({ ...testContext() }, second(60));
    for (const orgId of [other.orgId, ctx.orgId]) {
      const flushed = await flushGroup({ ctx: other, input: { orgId, groupId } });
      expect(flushed).toEqual({ result: 'gone', told: 0, withheld: 0 });
    }
    expect(await told(ctx)).toEqual([]);
  });

  it('nobody without the permission', async () => {
    const ctx = testContext({ permissions: ['alerts:read'] });
    const input = { orgId: ctx.orgId, groupId: 'grp_1' };
    await expect(flushGroup({ ctx, input })).rejects.toMatchObject({ code: 'permission-denied' });
    expect(ctx.db.meter).toMatchObject({ reads: 0, writes: 0 });
  });
});
