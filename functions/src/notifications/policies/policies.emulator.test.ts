import { describe, expect, it } from 'vitest';
import { alertRule, departures } from '../../../test/support/alerts.ts';
import { at, type TestCtx, testContext } from '../../../test/support/context.ts';
import {
  deliveriesOf,
  groupsOfOrganization,
  notify,
  saveChannel,
} from '../../../test/support/notification-groups.ts';
import { createInhibitionRuleRequestSchema } from '../../contracts/inhibition-rule.ts';
import { createNotificationPolicyRequestSchema } from '../../contracts/notification-policy.ts';
import type { Permission } from '../../contracts/permissions.ts';
import { collection } from '../../firestore/collections.ts';
import { createAlertRule } from '../../pipeline/alert/create-alert-rule.ts';
import { evaluateRules } from '../../pipeline/alert/evaluate-rules.ts';
import { updateAlertRule } from '../../pipeline/alert/update-alert-rule.ts';
import { flushGroup } from '../groups/flush-group.ts';
import { createInhibitionRule } from '../inhibitions/create-inhibition.ts';
import { deleteInhibitionRule } from '../inhibitions/delete-inhibition.ts';
import { getInhibitionRule } from '../inhibitions/get-inhibition.ts';
import { listInhibitionRules } from '../inhibitions/list-inhibitions.ts';
import { updateInhibitionRule } from '../inhibitions/update-inhibition.ts';
import { createNotificationPolicy } from './create-policy.ts';
import { deleteNotificationPolicy } from './delete-policy.ts';
import { getNotificationPolicy } from './get-policy.ts';
import { listNotificationPolicies } from './list-policies.ts';
import { previewRoute } from './preview-route.ts';
import { updateNotificationPolicy } from './update-policy.ts';

const start = Date.parse('2026-11-21T12:00:00Z');
const second = (n: number) => new Date(start + n * 1_000);
const later = (ctx: TestCtx, n: number) => at(ctx, second(n));

const policy = (more: object = {}) =>
  createNotificationPolicyRequestSchema.parse({ name: 'all', notify: notify(), ...more });
const inhibition = createInhibitionRuleRequestSchema.parse({
  name: 'critical mutes warning',
  sourceMatchers: [{ label: 'severity', value: 'critical' }],
  targetMatchers: [{ label: 'severity', value: 'warning' }],
  equal: ['airport'],
});

async function organization(): Promise<TestCtx> {
  const ctx = testContext({ now: second(0) });
  await Promise.all([saveChannel(ctx), saveChannel(ctx, 'chn_2')]);
  await collection(ctx.db.firestore, ctx.orgId, 'alert_rules').doc('rul_many').set(alertRule());
  return ctx;
}

const fire = (ctx: TestCtx, n = 0) =>
  evaluateRules({
    ctx: later(ctx, n),
    input: { ...departures, observations: [{ at: second(n), value: 70 }] },
  });

async function flushAll(ctx: TestCtx, n: number): Promise<void> {
  for (const { groupId } of await groupsOfOrganization(ctx)) {
    await flushGroup({ ctx: later(ctx, n), input: { orgId: ctx.orgId, groupId } });
  }
}

const told = async (ctx: TestCtx) =>
  (await deliveriesOf(ctx)).map(({ channelId, notification: { status } }) => `${channelId} ${status}`);

describe('notification policies', () => {
  it('are made, read, listed, changed and deleted', async () => {
    const ctx = await organization();
    const made = await createNotificationPolicy({ ctx, input: policy() });
    const { policyId } = made;
    expect(made).toMatchObject({ name: 'all', enabled: true, order: 1_000, createdBy: 'user:ada' });
    expect(await getNotificationPolicy({ ctx, input: { policyId } })).toEqual(made);
    const patch = { order: 5, matchers: [{ label: 'team', operator: '=' as const, value: 'ops' }] };
    const changed = await updateNotificationPolicy({ ctx: later(ctx, 60), input: { policyId, patch } });
    expect(changed).toEqual({ ...made, ...patch, updatedAt: second(60) });
    expect(await listNotificationPolicies({ ctx, input: { pageSize: 10 } })).toEqual({
      items: [changed],
      nextPageToken: null,
    });
    await deleteNotificationPolicy({ ctx, input: { policyId } });
    await expect(getNotificationPolicy({ ctx, input: { policyId } })).rejects.toMatchObject({
      reason: 'NOTIFICATION_POLICY_NOT_FOUND',
    });
  });

  it('name channels of the organization only, and say which field does not', async () => {
    const ctx = await organization();
    const other = testContext();
    await saveChannel(other, 'chn_other');
    const wrong = notify({
      channels: ['chn_1', 'chn_other'],
      escalation: [{ afterSeconds: 600, channels: ['chn_none'] }],
    });
    const fields = [
      {
        pointer: '/notify/channels/1',
        detail: 'expected a channel of the organization: there is no chn_other',
      },
      {
        pointer: '/notify/escalation/0/channels/0',
        detail: 'expected a channel of the organization: there is no chn_none',
      },
    ];
    const refused = { code: 'invalid-argument', fields };
    await expect(createNotificationPolicy({ ctx, input: policy({ notify: wrong }) })).rejects.toMatchObject(
      refused,
    );
    const { policyId } = await createNotificationPolicy({ ctx, input: policy() });
    const change = { policyId, patch: { notify: wrong } };
    await expect(updateNotificationPolicy({ ctx, input: change })).rejects.toMatchObject(refused);
    await expect(createAlertRule({ ctx, input: alertRule({ notify: wrong }) })).rejects.toMatchObject(
      refused,
    );
    const patch = { notify: wrong };
    await expect(updateAlertRule({ ctx, input: { ruleId: 'rul_many', patch } })).rejects.toMatchObject(
      refused,
    );
  });

  it('refuse a regular expression that is none', async () => {
    const ctx = await organization();
    const matchers = [{ label: 'team', operator: '=~', value: '(' }];
    await expect(createNotificationPolicy({ ctx, input: policy({ matchers }) })).rejects.toMatchObject({
      fields: [{ pointer: '/matchers/0/value' }],
    });
  });

  it('tell from now on what fires already, when they are made, changed and deleted', async () => {
    const ctx = await organization();
    await fire(ctx);
    expect(await groupsOfOrganization(ctx)).toEqual([]);
    const { policyId } = await createNotificationPolicy({ ctx: later(ctx, 60), input: policy() });
    await flushAll(ctx, 90);
    expect(await told(ctx)).toEqual(['chn_1 firing']);
    const patch = { notify: notify({ channels: ['chn_1', 'chn_2'] }) };
    await updateNotificationPolicy({ ctx: later(ctx, 100), input: { policyId, patch } });
    await fire(ctx, 200);
    await collection(ctx.db.firestore, ctx.orgId, 'alert_rules').doc('rul_other').set(alertRule());
    await fire(ctx, 210);
    await flushAll(ctx, 390);
    expect((await told(ctx)).slice(1).sort()).toEqual(['chn_1 firing', 'chn_2 firing']);
    await deleteNotificationPolicy({ ctx: later(ctx, 400), input: { policyId } });
    await flushAll(ctx, 20_000);
    expect(await told(ctx)).toHaveLength(3);
    expect(await groupsOfOrganization(ctx)).toMatchObject([{ active: false, nextFlushAt: null }]);
  });

  it('give way to the route of a rule as soon as that has one', async () => {
    const ctx = await organization();
    await createNotificationPolicy({ ctx, input: policy() });
    await fire(ctx);
    await flushAll(ctx, 30);
    const patch = { notify: notify({ channels: ['chn_2'] }) };
    await updateAlertRule({ ctx: later(ctx, 60), input: { ruleId: 'rul_many', patch } });
    await flushAll(ctx, 330);
    await flushAll(ctx, 20_000);
    expect(await told(ctx)).toEqual(['chn_1 firing', 'chn_2 firing', 'chn_2 firing']);
  });
});

describe('previewRoute', () => {
  it('says which channels an alert would reach, and why', async () => {
    const ctx = await organization();
    const ops = [{ label: 'airport', operator: '=', value: 'ATL' }];
    const dev = [{ label: 'airport', operator: '=', value: 'JFK' }];
    await createNotificationPolicy({ ctx, input: policy({ name: 'jfk', order: 1, matchers: dev }) });
    await createNotificationPolicy({ ctx, input: policy({ name: 'atl', order: 2, matchers: ops }) });
    await createNotificationPolicy({ ctx, input: policy({ name: 'rest', order: 3 }) });
    await createInhibitionRule({ ctx, input: inhibition });
    await fire(ctx);
    const [alert] = (await collection(ctx.db.firestore, ctx.orgId, 'alerts').get()).docs;
    const preview = await previewRoute({ ctx, input: { alertId: alert?.id ?? '' } });
    expect(preview).toMatchObject({
      routes: [
        {
          ...{ kind: 'policy', name: 'atl', groupId: alert?.data().groupIds[0] },
          groupLabels: { alertname: 'Many departures' },
          channels: [{ channelId: 'chn_1', name: 'chn_1', status: 'enabled', step: null }],
        },
      ],
      policies: [
        { name: 'jfk', outcome: 'does-not-match' },
        { name: 'atl', outcome: 'matches' },
        { name: 'rest', outcome: 'not-asked' },
      ],
      inhibitedBy: null,
    });
    const labels = { airport: 'JFK', severity: 'info' };
    expect((await previewRoute({ ctx, input: { labels } })).routes).toMatchObject([
      { name: 'jfk', groupLabels: {} },
    ]);
    expect(ctx.db.meter.writes).toBe(8);
  });
});

describe('inhibition rules', () => {
  it('are made, read, listed, changed and deleted', async () => {
    const ctx = testContext();
    const made = await createInhibitionRule({ ctx, input: inhibition });
    const { inhibitionId } = made;
    expect(await getInhibitionRule({ ctx, input: { inhibitionId } })).toEqual(made);
    const patch = { enabled: false, equal: [] };
    const changed = await updateInhibitionRule({ ctx, input: { inhibitionId, patch } });
    expect(changed).toEqual({ ...made, ...patch });
    expect(await listInhibitionRules({ ctx, input: { pageSize: 10 } })).toMatchObject({ items: [changed] });
    await deleteInhibitionRule({ ctx, input: { inhibitionId } });
    await expect(getInhibitionRule({ ctx, input: { inhibitionId } })).rejects.toMatchObject({
      reason: 'INHIBITION_RULE_NOT_FOUND',
    });
  });
});

describe('who asks', () => {
  const policyId = 'pol_1';
  const inhibitionId = 'inh_1';

  it.each([
    [
      'reading policies',
      'notification-policies:read',
      (ctx) => getNotificationPolicy({ ctx, input: { policyId } }),
    ],
    [
      'listing them',
      'notification-policies:read',
      (ctx) => listNotificationPolicies({ ctx, input: { pageSize: 1 } }),
    ],
    [
      'making them',
      'notification-policies:write',
      (ctx) => createNotificationPolicy({ ctx, input: policy() }),
    ],
    [
      'changing them',
      'notification-policies:write',
      (ctx) => updateNotificationPolicy({ ctx, input: { policyId, patch: {} } }),
    ],
    [
      'deleting them',
      'notification-policies:write',
      (ctx) => deleteNotificationPolicy({ ctx, input: { policyId } }),
    ],
    ['previewing', 'notification-policies:read', (ctx) => previewRoute({ ctx, input: { labels: {} } })],
    [
      'reading rules',
      'notification-policies:read',
      (ctx) => getInhibitionRule({ ctx, input: { inhibitionId } }),
    ],
    [
      'making rules',
      'notification-policies:write',
      (ctx) => createInhibitionRule({ ctx, input: inhibition }),
    ],
    [
      'changing rules',
      'notification-policies:write',
      (ctx) => updateInhibitionRule({ ctx, input: { inhibitionId, patch: {} } }),
    ],
    [
      'deleting rules',
      'notification-policies:write',
      (ctx) => deleteInhibitionRule({ ctx, input: { inhibitionId } }),
    ],
  ] as readonly [string, Permission, (ctx: TestCtx) => Promise<unknown>][])(
    '%s needs %s, and reads nothing without it',
    async (_, permission, act) => {
      const all: Permission[] = ['alerts:read', 'notification-policies:read', 'notification-policies:write'];
      const ctx = testContext({ permissions: all.filter((one) => one !== permission) });
      await expect(act(ctx)).rejects.toMatchObject({ code: 'permission-denied' });
      expect(ctx.db.meter).toMatchObject({ reads: 0, writes: 0 });
    },
  );

  it('another organization finds, changes and deletes nothing of this one', async () => {
    const ctx = await organization();
    const { policyId } = await createNotificationPolicy({ ctx, input: policy() });
    const { inhibitionId } = await createInhibitionRule({ ctx, input: inhibition });
    const other = testContext();
    const absent = { code: 'not-found' };
    await expect(getNotificationPolicy({ ctx: other, input: { policyId } })).rejects.toMatchObject(absent);
    await expect(
      updateNotificationPolicy({ ctx: other, input: { policyId, patch: { order: 1 } } }),
    ).rejects.toMatchObject(absent);
    await expect(deleteNotificationPolicy({ ctx: other, input: { policyId } })).rejects.toMatchObject(absent);
    await expect(getInhibitionRule({ ctx: other, input: { inhibitionId } })).rejects.toMatchObject(absent);
    await expect(
      updateInhibitionRule({ ctx: other, input: { inhibitionId, patch: { enabled: false } } }),
    ).rejects.toMatchObject(absent);
    await expect(deleteInhibitionRule({ ctx: other, input: { inhibitionId } })).rejects.toMatchObject(absent);
    expect((await listNotificationPolicies({ ctx: other, input: { pageSize: 10 } })).items).toEqual([]);
    expect((await previewRoute({ ctx: other, input: { labels: {} } })).policies).toEqual([]);
    expect(await getNotificationPolicy({ ctx, input: { policyId } })).toMatchObject({ order: 1_000 });
  });
});
