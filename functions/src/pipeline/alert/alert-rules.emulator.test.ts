import { describe, expect, it } from 'vitest';
import { departures } from '../../../test/support/alerts.ts';
import { at, type TestCtx, testContext } from '../../../test/support/context.ts';
import {
  alertRuleResponseSchema,
  type CreateAlertRuleRequest,
  createAlertRuleRequestSchema,
} from '../../contracts/alert-rule.ts';
import type { Permission } from '../../contracts/permissions.ts';
import { collection } from '../../firestore/collections.ts';
import { acknowledgeAlert } from './acknowledge-alert.ts';
import { createAlertRule } from './create-alert-rule.ts';
import { deleteAlertRule } from './delete-alert-rule.ts';
import { evaluateRules } from './evaluate-rules.ts';
import { getAlert } from './get-alert.ts';
import { getAlertRule } from './get-alert-rule.ts';
import { listAlertRules } from './list-alert-rules.ts';
import { listAlerts } from './list-alerts.ts';
import { updateAlertRule } from './update-alert-rule.ts';

const now = new Date('2026-11-21T12:00:00Z');
const minute = (n: number) => new Date(now.getTime() + n * 60_000);

const request = (overrides: Partial<CreateAlertRuleRequest> = {}): CreateAlertRuleRequest =>
  createAlertRuleRequestSchema.parse({
    name: 'Many departures',
    selector: { metric: 'flights.departures' },
    condition: { type: 'threshold', operator: '>', threshold: 60 },
    ...overrides,
  });

/** A firing alert of one series for each of `airports`. */
async function fire(ctx: TestCtx, airports: readonly string[]): Promise<void> {
  for (const airport of airports) {
    const metric = { ...departures.metric, labels: { airport } };
    const observations = [{ at: now, value: 70 }];
    await evaluateRules({ ctx, input: { metricId: `met_${airport}`, metric, observations } });
  }
}

const open = { open: true, pageSize: 200 };

describe('alert rules', () => {
  it('are made, read, listed, changed and deleted, in the shape of the contract', async () => {
    const ctx = testContext({ now });
    const made = await createAlertRule({ ctx, input: request() });
    expect(alertRuleResponseSchema.parse(made)).toEqual(made);
    expect(made).toMatchObject({ enabled: true, createdBy: 'user:ada', createdAt: now });
    expect(await getAlertRule({ ctx, input: made })).toEqual(made);
    const changed = await updateAlertRule({
      ctx: at(ctx, minute(1)),
      input: { ruleId: made.ruleId, patch: { forSeconds: 60, labels: { team: 'ops' } } },
    });
    expect(changed).toEqual({ ...made, forSeconds: 60, labels: { team: 'ops' }, updatedAt: minute(1) });
    expect(await getAlertRule({ ctx, input: made })).toEqual(changed);
    expect((await listAlertRules({ ctx, input: { pageSize: 10 } })).items).toEqual([changed]);
    await deleteAlertRule({ ctx, input: made });
    await expect(getAlertRule({ ctx, input: made })).rejects.toMatchObject({ code: 'not-found' });
    await expect(deleteAlertRule({ ctx, input: made })).rejects.toMatchObject({ code: 'not-found' });
  });

  it('are listed page by page and by whether they are enabled', async () => {
    const ctx = testContext({ now });
    const made = [];
    for (const enabled of [true, false, true])
      made.push((await createAlertRule({ ctx, input: request({ enabled }) })).ruleId);
    const first = await listAlertRules({ ctx, input: { pageSize: 2 } });
    const second = await listAlertRules({
      ctx,
      input: { pageSize: 2, pageToken: first.nextPageToken ?? '' },
    });
    expect([...first.items, ...second.items].map(({ ruleId }) => ruleId)).toEqual(made.toSorted());
    expect(second.nextPageToken).toBeNull();
    const off = await listAlertRules({ ctx, input: { pageSize: 2, enabled: false } });
    expect(off.items.map(({ ruleId }) => ruleId)).toEqual([made[1]]);
  });

  it('are refused when recovery does not fit the condition, and nothing is written', async () => {
    const ctx = testContext({ now });
    const wrong = request({ recovery: { threshold: 61 } });
    await expect(createAlertRule({ ctx, input: wrong })).rejects.toMatchObject({
      code: 'invalid-argument',
      fields: [{ pointer: '/recovery/threshold' }],
    });
    expect(ctx.db.meter.writes).toBe(0);
  });

  it.each([
    [
      'deleting',
      'rule deleted',
      (ctx: TestCtx, ruleId: string) => deleteAlertRule({ ctx, input: { ruleId } }),
    ],
    [
      'disabling',
      'rule disabled',
      (ctx: TestCtx, ruleId: string) =>
        updateAlertRule({ ctx, input: { ruleId, patch: { enabled: false } } }),
    ],
    [
      'pointing it elsewhere',
      'rule watches other series',
      (ctx: TestCtx, ruleId: string) =>
        updateAlertRule({ ctx, input: { ruleId, patch: { selector: { metricId: 'met_x' } } } }),
    ],
  ] as const)('%s one ends its open alerts, and no others', async (_, reason, act) => {
    const ctx = testContext({ now });
    const { ruleId } = await createAlertRule({ ctx, input: request() });
    const kept = await createAlertRule({ ctx, input: request() });
    await fire(ctx, ['ATL', 'ORD']);
    await act({ ...at(ctx, minute(5)) }, ruleId);
    const { items } = await listAlerts({ ctx, input: { ruleId, pageSize: 10 } });
    expect(items).toHaveLength(2);
    for (const item of items) {
      expect(item).toMatchObject({ state: 'resolved', open: false, reason, resolvedAt: minute(5) });
      const { timeline } = await getAlert({ ctx, input: item });
      expect(timeline.at(-1)).toMatchObject({ from: 'firing', to: 'resolved', reason, actor: 'user:ada' });
    }
    const others = await listAlerts({ ctx, input: open });
    expect(others.items.map((one) => one.ruleId)).toEqual([kept.ruleId, kept.ruleId]);
  });

  it('keep their open alerts when only texts or thresholds change', async () => {
    const ctx = testContext({ now });
    const { ruleId } = await createAlertRule({ ctx, input: request() });
    await fire(ctx, ['ATL']);
    const condition = { type: 'threshold', operator: '>', threshold: 65 } as const;
    await updateAlertRule({ ctx, input: { ruleId, patch: { name: 'Other', condition } } });
    expect((await listAlerts({ ctx, input: open })).items).toMatchObject([{ state: 'firing' }]);
  });

  it('end more open alerts than one transaction takes', async () => {
    const ctx = testContext({ now });
    const { ruleId } = await createAlertRule({ ctx, input: request() });
    await fire(ctx, ['ATL']);
    const alerts = collection(ctx.db.firestore, ctx.orgId, 'alerts');
    const [fired] = (await alerts.get()).docs.map((one) => one.data());
    await ctx.db.commit((writer) => {
      for (let i = 1; i <= 100 && fired !== undefined; i++) writer.create(alerts.doc(`alr_${i}`), fired);
    });
    expect((await listAlerts({ ctx, input: open })).items).toHaveLength(101);
    await deleteAlertRule({ ctx, input: { ruleId } });
    expect((await listAlerts({ ctx, input: open })).items).toEqual([]);
  });

  it('can be deleted when a person has broken their shape in the console', async () => {
    const ctx = testContext({ now });
    const broken = ctx.db.firestore.doc(`organizations/${ctx.orgId}/alert_rules/rul_broken`);
    await broken.set({ enabled: 'yes' });
    await deleteAlertRule({ ctx, input: { ruleId: 'rul_broken' } });
    expect((await broken.get()).exists).toBe(false);
  });

  it('of another organization do not exist', async () => {
    const theirs = testContext({ now });
    const { ruleId } = await createAlertRule({ ctx: theirs, input: request() });
    const ctx = testContext({ now });
    const absent = { code: 'not-found', reason: 'ALERT_RULE_NOT_FOUND' };
    await expect(getAlertRule({ ctx, input: { ruleId } })).rejects.toMatchObject(absent);
    await expect(updateAlertRule({ ctx, input: { ruleId, patch: {} } })).rejects.toMatchObject(absent);
    await expect(deleteAlertRule({ ctx, input: { ruleId } })).rejects.toMatchObject(absent);
    expect((await listAlertRules({ ctx, input: { pageSize: 10 } })).items).toEqual([]);
    expect((await getAlertRule({ ctx: theirs, input: { ruleId } })).enabled).toBe(true);
  });
});

describe('permissions', () => {
  const input = { ruleId: 'rul_1', alertId: 'alr_1', patch: {}, pageSize: 1 };

  it.each([
    ['createAlertRule', 'alert-rules:write', (ctx: TestCtx) => createAlertRule({ ctx, input: request() })],
    ['updateAlertRule', 'alert-rules:write', (ctx: TestCtx) => updateAlertRule({ ctx, input })],
    ['deleteAlertRule', 'alert-rules:write', (ctx: TestCtx) => deleteAlertRule({ ctx, input })],
    ['getAlertRule', 'alert-rules:read', (ctx: TestCtx) => getAlertRule({ ctx, input })],
    ['listAlertRules', 'alert-rules:read', (ctx: TestCtx) => listAlertRules({ ctx, input: { pageSize: 1 } })],
    ['getAlert', 'alerts:read', (ctx: TestCtx) => getAlert({ ctx, input })],
    ['listAlerts', 'alerts:read', (ctx: TestCtx) => listAlerts({ ctx, input: { pageSize: 1 } })],
    ['acknowledgeAlert', 'alerts:write', (ctx: TestCtx) => acknowledgeAlert({ ctx, input })],
  ] as const)('%s needs %s and reads nothing without it', async (_, permission: Permission, act) => {
    const ctx = testContext({ permissions: ['metrics:read', 'metrics:write'] });
    await expect(act(ctx)).rejects.toMatchObject({ code: 'permission-denied', extensions: { permission } });
    expect(ctx.db.meter).toMatchObject({ reads: 0, writes: 0 });
  });
});
