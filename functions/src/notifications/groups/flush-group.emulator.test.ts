import { describe, expect, it } from 'vitest';
import { at, testContext } from '../../../test/support/context.ts';
import {
  alertsOf,
  firstAlertOf,
  flushAll,
  organization,
  saveRule,
  second,
  see,
  told,
} from '../../../test/support/flushes.ts';
import {
  deliveriesOf,
  groupsOfOrganization,
  noticesOf,
  notify,
  saveChannel,
} from '../../../test/support/notification-groups.ts';
import { setStatus } from '../../../test/support/people.ts';
import { inhibitionRuleSchema } from '../../contracts/inhibition-rule.ts';
import { collection } from '../../firestore/collections.ts';
import { acknowledgeAlert } from '../../pipeline/alert/acknowledge-alert.ts';
import { deleteAlertRule } from '../../pipeline/alert/delete-alert-rule.ts';
import { flushGroup } from './flush-group.ts';

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
    expect(meter).toMatchObject({ reads: 2 + 1 + 3 + 2, writes: 1 + 2 + 1 });
  });
});

describe('an organization that is disabled', () => {
  it('is told nothing, and all that waited once it is enabled', async () => {
    const ctx = await organization();
    await see(ctx, 0, 70);
    await setStatus(ctx, 'disabled');
    const { results, meter } = await flushAll(ctx, 30);
    expect(results).toEqual([{ result: 'asleep', told: 0, withheld: 0 }]);
    expect(meter).toMatchObject({ reads: 2, writes: 0 });
    expect(await deliveriesOf(ctx)).toEqual([]);
    await setStatus(ctx, 'active');
    expect((await flushAll(ctx, 31)).results).toEqual([{ result: 'flushed', told: 1, withheld: 0 }]);
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
