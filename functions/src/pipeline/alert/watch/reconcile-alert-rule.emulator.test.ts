import { describe, expect, it } from 'vitest';
import { alertRule } from '../../../../test/support/alerts.ts';
import { at, type TestCtx, testContext } from '../../../../test/support/context.ts';
import { absence, watchOfRule, watchRequest } from '../../../../test/support/watches.ts';
import { createAlertRule } from '../create-alert-rule.ts';
import { deleteAlertRule } from '../delete-alert-rule.ts';
import { updateAlertRule } from '../update-alert-rule.ts';
import { reconcileAlertRule } from './reconcile-alert-rule.ts';

const noon = new Date('2026-11-21T12:00:00Z');
const minute = (n: number) => new Date(noon.getTime() + n * 60_000);
const day = 24 * 60;

describe('the watch of a rule', () => {
  it('comes, changes and goes with the rule', async () => {
    const ctx = testContext({ now: noon });
    const plain = { type: 'threshold', operator: '>', threshold: 60 } as const;
    const { ruleId } = await createAlertRule({ ctx, input: watchRequest({ condition: plain }) });
    const watch = async (n: number, patch: Parameters<typeof updateAlertRule>[0]['input']['patch']) => {
      await updateAlertRule({ ctx: at(ctx, minute(n)), input: { ruleId, patch } });
      return watchOfRule(ctx, ruleId);
    };
    expect(await watchOfRule(ctx, ruleId)).toBeUndefined();
    const begun = await watch(1, { noData: { policy: 'keep', afterSeconds: 600 } });
    expect(begun).toMatchObject({ afterSeconds: 600, startedAt: minute(1), nextCheckAt: minute(1) });
    expect(begun?.checkedThrough).toEqual(minute(1 - 7 * day));
    expect(await watch(2, { name: 'renamed' })).toEqual(begun);
    expect(await watch(3, { noData: { policy: 'alert', afterSeconds: 1_200 } })).toEqual({
      ...begun,
      afterSeconds: 1_200,
      nextCheckAt: minute(3),
    });
    expect(await watch(4, { selector: { metricId: 'met_1' } })).toMatchObject({ startedAt: minute(4) });
    expect(await watch(5, { enabled: false })).toBeUndefined();
    expect(await watch(6, { enabled: true })).toMatchObject({ startedAt: minute(6) });
    await deleteAlertRule({ ctx, input: { ruleId } });
    expect(await watchOfRule(ctx, ruleId)).toBeUndefined();
  });

  it("is nobody else's to begin: another organization has a rule of this id, and no watch", async () => {
    const [ctx, foreign] = [testContext({ now: noon }), testContext({ now: noon })];
    const { ruleId } = await createAlertRule({ ctx, input: watchRequest() });
    await reconcileAlertRule({ ctx: foreign, input: { ruleId } });
    expect(await watchOfRule(foreign, ruleId)).toBeUndefined();
    expect(await watchOfRule(ctx, ruleId)).toBeDefined();
  });
});

describe('a rule written by hand', () => {
  const written = (ctx: TestCtx, rule: Record<string, unknown>) =>
    ctx.db.firestore.doc(`organizations/${ctx.orgId}/alert_rules/rul_hand`).set(rule);
  const reconcile = (ctx: TestCtx) => reconcileAlertRule({ ctx, input: { ruleId: 'rul_hand' } });
  const stored = async (ctx: TestCtx) =>
    (await ctx.db.firestore.doc(`organizations/${ctx.orgId}/alert_rules/rul_hand`).get()).data();

  it('is watched where it is about silence, and left as it is where nothing is wrong with it', async () => {
    const ctx = testContext({ now: noon });
    const rule = alertRule({ condition: absence });
    await written(ctx, rule);
    await reconcile(ctx);
    expect(await watchOfRule(ctx, 'rul_hand')).toMatchObject({ afterSeconds: 7_200, startedAt: noon });
    const again = at(ctx, minute(1));
    await reconcile(again);
    expect(again.db.meter).toMatchObject({ reads: 2, writes: 0 });
    await ctx.db.firestore.doc(`organizations/${ctx.orgId}/alert_rules/rul_hand`).delete();
    await reconcile(ctx);
    expect(await watchOfRule(ctx, 'rul_hand')).toBeUndefined();
  });

  it('says on itself what is wrong with it, once, and no longer when it is put right', async () => {
    const ctx = testContext({ now: noon });
    await written(ctx, { ...alertRule(), forSeconds: 'ten', condition: { type: 'guess' } });
    await reconcile(ctx);
    const { status } = (await stored(ctx)) ?? {};
    expect(status.problems.map(({ pointer }: { pointer: string }) => pointer)).toEqual([
      '/condition/type',
      '/forSeconds',
    ]);
    const again = at(ctx, minute(1));
    await reconcile(again);
    expect(again.db.meter.writes).toBe(0);
    await written(ctx, { ...alertRule({ condition: absence, forSeconds: 60 }), status });
    await reconcile(ctx);
    expect((await stored(ctx))?.status.problems).toMatchObject([{ pointer: '/forSeconds' }]);
    await written(ctx, { ...alertRule(), status });
    await reconcile(ctx);
    expect((await stored(ctx))?.status).toBeNull();
  });
});
