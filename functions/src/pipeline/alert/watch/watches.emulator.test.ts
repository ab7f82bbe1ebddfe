import { describe, expect, it } from 'vitest';
import { alertRule, departures } from '../../../../test/support/alerts.ts';
import { at, type TestCtx, testContext } from '../../../../test/support/context.ts';
import type { AlertRule } from '../../../contracts/alert-rule.ts';
import { alertEventCollection, collection } from '../../../firestore/collections.ts';
import { createAlertRule } from '../create-alert-rule.ts';
import { deleteAlertRule } from '../delete-alert-rule.ts';
import { evaluateRules } from '../evaluate-rules.ts';
import { updateAlertRule } from '../update-alert-rule.ts';
import { checkWatch } from './check-watch.ts';
import { reconcileAlertRule } from './reconcile-alert-rule.ts';

const noon = new Date('2026-11-21T12:00:00Z');
const minute = (n: number) => new Date(noon.getTime() + n * 60_000);
const day = 24 * 60;
const absence = { type: 'absence', afterSeconds: 7_200 } as const;

const input = (rule: Partial<AlertRule> = {}) => {
  const {
    createdAt: _,
    updatedAt: __,
    createdBy: ___,
    status: ____,
    ...request
  } = alertRule({
    selector: { metric: 'flights.departures', labels: {} },
    condition: absence,
    ...rule,
  });
  return request;
};

/** A series whose newest point is of `lastPointAt`. */
async function series(ctx: TestCtx, metricId: string, lastPointAt: Date, key = 'flights.departures') {
  await collection(ctx.db.firestore, ctx.orgId, 'metrics')
    .doc(metricId)
    .set({
      key,
      labels: { airport: metricId },
      unit: null,
      kind: 'gauge',
      resolution: null,
      seasonLengths: [],
      firstPointAt: minute(-30 * day),
      lastPointAt,
      lastValue: 7,
      pointCount: 1,
      retentionDays: null,
      layout: { span: 'day', generation: 1 },
      latestForecast: null,
      detectionSettings: null,
      detection: null,
      feedback: null,
      createdAt: minute(-30 * day),
      updatedAt: lastPointAt,
    });
}

const watchOfRule = async (ctx: TestCtx, ruleId: string) =>
  (await collection(ctx.db.firestore, ctx.orgId, 'alert_rule_watches').doc(ruleId).get()).data();

async function alertsOf(ctx: TestCtx) {
  const { docs } = await collection(ctx.db.firestore, ctx.orgId, 'alerts').orderBy('startedAt').get();
  return docs.map((one) => ({ alertId: one.id, ...one.data() }));
}

/** New points of a series, and that the metric knows of them. */
async function bring(ctx: TestCtx, metricId: string, lastPointAt: Date) {
  const metric = { ...departures.metric, labels: { airport: metricId } };
  const observations = [{ at: lastPointAt, value: 9 }];
  await evaluateRules({ ctx, input: { metricId, metric, observations } });
  await series(ctx, metricId, lastPointAt);
}

describe('a rule about silence', () => {
  it('tells of a series once it has been silent for long enough, and is over when data comes', async () => {
    const ctx = testContext({ now: noon });
    await series(ctx, 'ATL', noon);
    await series(ctx, 'ORD', minute(100));
    const { ruleId } = await createAlertRule({ ctx, input: input() });
    expect(await checkWatch(at(ctx, minute(119)), ruleId)).toBe(0);
    expect(await alertsOf(ctx)).toEqual([]);
    expect(await checkWatch(at(ctx, minute(131)), ruleId)).toBe(1);
    const [alert] = await alertsOf(ctx);
    expect(alert).toMatchObject({
      state: 'firing',
      metricId: 'ATL',
      startedAt: minute(120),
      value: 7,
      summary: 'flights.departures{airport=ATL}: no data for 2 h: the newest is of 2026-11-21 12:00 UTC',
    });
    await bring(at(ctx, minute(140)), 'ATL', minute(139));
    expect(await alertsOf(ctx)).toMatchObject([{ state: 'resolved', resolvedAt: minute(140) }]);
    expect(await checkWatch(at(ctx, minute(262)), ruleId)).toBe(2);
    expect(await alertsOf(ctx)).toMatchObject([
      { metricId: 'ATL', state: 'resolved' },
      { metricId: 'ORD', startedAt: minute(220) },
      { metricId: 'ATL', state: 'firing', startedAt: minute(259) },
    ]);
    const { docs } = await alertEventCollection(ctx.db.firestore, ctx.orgId, alert?.alertId ?? '').get();
    expect(docs.map((one) => one.data().actor).sort()).toEqual(['user:ada', 'user:ada']);
  });

  it('costs two reads and one write while nothing falls silent, and each silent series is read once', async () => {
    const ctx = testContext({ now: noon });
    for (const name of ['ATL', 'ORD', 'BOS']) await series(ctx, name, minute(90));
    await series(ctx, 'dead', minute(-2 * day));
    const { ruleId } = await createAlertRule({ ctx, input: input() });
    const first = at(ctx, minute(1));
    expect(await checkWatch(first, ruleId)).toBe(1);
    const quiet = at(ctx, minute(60));
    expect(await checkWatch(quiet, ruleId)).toBe(0);
    expect(quiet.db.meter).toMatchObject({ reads: 2, writes: 1 });
    const tooEarly = at(ctx, minute(60));
    await checkWatch(tooEarly, ruleId);
    expect(tooEarly.db.meter).toMatchObject({ reads: 1, writes: 0 });
    expect(await watchOfRule(ctx, ruleId)).toMatchObject({
      nextCheckAt: minute(72),
      checkedThrough: minute(-60),
    });
  });

  it('does the same once when it is done twice, at once, late, or again after it died half-way', async () => {
    const ctx = testContext({ now: noon });
    for (const name of ['ATL', 'ORD', 'BOS']) await series(ctx, name, noon);
    const { ruleId } = await createAlertRule({ ctx, input: input() });
    const stale = await watchOfRule(ctx, ruleId);
    await Promise.all([1, 2].map(() => checkWatch(at(ctx, minute(130)), ruleId)));
    const told = await alertsOf(ctx);
    expect(told).toHaveLength(3);
    // Died before it could say how far it had come, and is two days late.
    if (stale !== undefined)
      await collection(ctx.db.firestore, ctx.orgId, 'alert_rule_watches').doc(ruleId).set(stale);
    expect(await checkWatch(at(ctx, minute(2 * day)), ruleId)).toBe(3);
    expect(await alertsOf(ctx)).toEqual(told);
  });

  it('tells of what fell silent a while ago as of when the rule was made, and not of the long dead', async () => {
    const ctx = testContext({ now: noon });
    await series(ctx, 'lately', minute(-6 * day));
    await series(ctx, 'long_dead', minute(-8 * day));
    const { ruleId } = await createAlertRule({ ctx, input: input() });
    expect(await checkWatch(at(ctx, minute(1)), ruleId)).toBe(1);
    expect(await alertsOf(ctx)).toMatchObject([{ metricId: 'lately', state: 'firing', startedAt: noon }]);
  });

  it('goes on in the next check where more are silent than one takes, even of one instant', async () => {
    const ctx = testContext({ now: noon });
    const names = Array.from({ length: 7 }, (_, i) => `met_${i}`);
    for (const name of names) await series(ctx, name, noon);
    const { ruleId } = await createAlertRule({ ctx, input: input() });
    const limits = { pageSize: 2, pagesMax: 2 };
    expect(await checkWatch(at(ctx, minute(130)), ruleId, limits)).toBe(4);
    expect(await watchOfRule(ctx, ruleId)).toMatchObject({
      nextCheckAt: minute(130),
      resumeAfter: { lastPointAt: noon, metricId: 'met_3' },
    });
    expect(await checkWatch(at(ctx, minute(131)), ruleId, limits)).toBe(3);
    expect((await alertsOf(ctx)).map(({ metricId }) => metricId).sort()).toEqual(names);
    expect(await watchOfRule(ctx, ruleId)).toMatchObject({ resumeAfter: null, nextCheckAt: minute(143) });
  });

  it('looks at the series that it selects: one, those of labels, and of no other organization', async () => {
    const [ctx, foreign] = [testContext({ now: noon }), testContext({ now: noon })];
    for (const one of [ctx, foreign]) {
      await series(one, 'ATL', noon);
      await series(one, 'ORD', noon);
      await series(one, 'delay', noon, 'flights.delay');
    }
    const of = async (selector: AlertRule['selector']) =>
      (await createAlertRule({ ctx, input: input({ selector }) })).ruleId;
    const later = at(ctx, minute(130));
    expect(await checkWatch(later, await of({ metricId: 'ORD' }))).toBe(1);
    expect(await checkWatch(later, await of({ metricId: 'met_gone' }))).toBe(0);
    expect(
      await checkWatch(later, await of({ metric: 'flights.departures', labels: { airport: 'ATL' } })),
    ).toBe(1);
    expect((await alertsOf(ctx)).map(({ metricId }) => metricId).sort()).toEqual(['ATL', 'ORD']);
    expect(await alertsOf(foreign)).toEqual([]);
    const { ruleId } = await createAlertRule({ ctx: foreign, input: input() });
    expect(await checkWatch(later, ruleId)).toBe(0);
  });
});

describe('a policy for no data', () => {
  const above60 = { type: 'threshold', operator: '>', threshold: 60 } as const;
  const silentRule = async (policy: 'keep' | 'resolve' | 'alert', fires: boolean) => {
    const ctx = testContext({ now: noon });
    const noData = { policy, afterSeconds: 7_200 } as const;
    const { ruleId } = await createAlertRule({ ctx, input: input({ condition: above60, noData }) });
    const metric = { ...departures.metric, labels: { airport: 'ATL' } };
    const observations = [{ at: noon, value: fires ? 70 : 50 }];
    await evaluateRules({ ctx, input: { metricId: 'ATL', metric, observations } });
    await series(ctx, 'ATL', noon);
    expect(await checkWatch(at(ctx, minute(130)), ruleId)).toBe(1);
    return ctx;
  };

  it.each([
    ['keep', true, [{ state: 'firing', undecidedAt: minute(120), evaluatedThrough: noon }]],
    ['keep', false, []],
    ['resolve', true, [{ state: 'resolved', resolvedAt: minute(120) }]],
    ['resolve', false, []],
    ['alert', true, [{ state: 'firing', startedAt: noon, undecidedAt: minute(120) }]],
    ['alert', false, [{ state: 'firing', startedAt: minute(120), evaluatedThrough: noon }]],
  ] as const)('%s, where an alert fires: %s', async (policy, fires, alerts) => {
    const ctx = await silentRule(policy, fires);
    expect(await alertsOf(ctx)).toMatchObject(alerts);
    if (alerts.length === 0) return;
    expect((await alertsOf(ctx))[0]?.reason).toBe('no data for 2 h: the newest is of 2026-11-21 12:00 UTC');
  });

  it('goes on while what comes is old, and has it judged, from the first of it on', async () => {
    const ctx = await silentRule('alert', false);
    await bring(at(ctx, minute(140)), 'ATL', minute(5));
    expect(await alertsOf(ctx)).toMatchObject([
      {
        state: 'firing',
        startedAt: minute(120),
        evaluatedThrough: noon,
        summary: 'flights.departures{airport=ATL}: no data for 2 h: the newest is of 2026-11-21 12:00 UTC',
      },
    ]);
    await bring(at(ctx, minute(141)), 'ATL', minute(100));
    expect(await alertsOf(ctx)).toMatchObject([{ state: 'resolved', resolvedAt: minute(100) }]);
  });
});

describe('the watch of a rule', () => {
  it('comes, changes and goes with the rule', async () => {
    const ctx = testContext({ now: noon });
    const plain = { type: 'threshold', operator: '>', threshold: 60 } as const;
    const { ruleId } = await createAlertRule({ ctx, input: input({ condition: plain }) });
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
    const { ruleId } = await createAlertRule({ ctx, input: input() });
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
