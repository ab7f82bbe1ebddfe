import { describe, expect, it } from 'vitest';
import { departures } from '../../../../test/support/alerts.ts';
import { at, type TestCtx, testContext } from '../../../../test/support/context.ts';
import { watchedSeries, watchOfRule, watchRequest } from '../../../../test/support/watches.ts';
import type { AlertRule } from '../../../contracts/alert-rule.ts';
import { alertEventCollection, collection } from '../../../firestore/collections.ts';
import { createAlertRule } from '../create-alert-rule.ts';
import { evaluateRules } from '../evaluate-rules.ts';
import { checkWatch } from './check-watch.ts';

const noon = new Date('2026-11-21T12:00:00Z');
const minute = (n: number) => new Date(noon.getTime() + n * 60_000);
const day = 24 * 60;

async function alertsOf(ctx: TestCtx) {
  const { docs } = await collection(ctx.db.firestore, ctx.orgId, 'alerts').orderBy('startedAt').get();
  return docs.map((one) => ({ alertId: one.id, ...one.data() }));
}

/** New points of a series, and that the metric knows of them. */
async function bring(ctx: TestCtx, metricId: string, lastPointAt: Date) {
  const metric = { ...departures.metric, labels: { airport: metricId } };
  const observations = [{ at: lastPointAt, value: 9 }];
  await evaluateRules({ ctx, input: { metricId, metric, observations } });
  await watchedSeries(ctx, metricId, lastPointAt);
}

describe('a rule about silence', () => {
  it('tells of a series once it has been silent for long enough, and is over when data comes', async () => {
    const ctx = testContext({ now: noon });
    await watchedSeries(ctx, 'ATL', noon);
    await watchedSeries(ctx, 'ORD', minute(100));
    const { ruleId } = await createAlertRule({ ctx, input: watchRequest() });
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
    for (const name of ['ATL', 'ORD', 'BOS']) await watchedSeries(ctx, name, minute(90));
    await watchedSeries(ctx, 'dead', minute(-2 * day));
    const { ruleId } = await createAlertRule({ ctx, input: watchRequest() });
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
    for (const name of ['ATL', 'ORD', 'BOS']) await watchedSeries(ctx, name, noon);
    const { ruleId } = await createAlertRule({ ctx, input: watchRequest() });
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
    await watchedSeries(ctx, 'lately', minute(-6 * day));
    await watchedSeries(ctx, 'long_dead', minute(-8 * day));
    const { ruleId } = await createAlertRule({ ctx, input: watchRequest() });
    expect(await checkWatch(at(ctx, minute(1)), ruleId)).toBe(1);
    expect(await alertsOf(ctx)).toMatchObject([{ metricId: 'lately', state: 'firing', startedAt: noon }]);
  });

  it('goes on in the next check where more are silent than one takes, even of one instant', async () => {
    const ctx = testContext({ now: noon });
    const names = Array.from({ length: 7 }, (_, i) => `met_${i}`);
    for (const name of names) await watchedSeries(ctx, name, noon);
    const { ruleId } = await createAlertRule({ ctx, input: watchRequest() });
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
      await watchedSeries(one, 'ATL', noon);
      await watchedSeries(one, 'ORD', noon);
      await watchedSeries(one, 'delay', noon, 'flights.delay');
    }
    const of = async (selector: AlertRule['selector']) =>
      (await createAlertRule({ ctx, input: watchRequest({ selector }) })).ruleId;
    const later = at(ctx, minute(130));
    expect(await checkWatch(later, await of({ metricId: 'ORD' }))).toBe(1);
    expect(await checkWatch(later, await of({ metricId: 'met_gone' }))).toBe(0);
    expect(
      await checkWatch(later, await of({ metric: 'flights.departures', labels: { airport: 'ATL' } })),
    ).toBe(1);
    expect((await alertsOf(ctx)).map(({ metricId }) => metricId).sort()).toEqual(['ATL', 'ORD']);
    expect(await alertsOf(foreign)).toEqual([]);
    const { ruleId } = await createAlertRule({ ctx: foreign, input: watchRequest() });
    expect(await checkWatch(later, ruleId)).toBe(0);
  });
});

describe('a policy for no data', () => {
  const above60 = { type: 'threshold', operator: '>', threshold: 60 } as const;
  const silentRule = async (policy: 'keep' | 'resolve' | 'alert', fires: boolean) => {
    const ctx = testContext({ now: noon });
    const noData = { policy, afterSeconds: 7_200 } as const;
    const { ruleId } = await createAlertRule({ ctx, input: watchRequest({ condition: above60, noData }) });
    const metric = { ...departures.metric, labels: { airport: 'ATL' } };
    const observations = [{ at: noon, value: fires ? 70 : 50 }];
    await evaluateRules({ ctx, input: { metricId: 'ATL', metric, observations } });
    await watchedSeries(ctx, 'ATL', noon);
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
