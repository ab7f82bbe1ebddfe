import { afterEach, describe, expect, it, vi } from 'vitest';
import { alertRule, alertSubject, departures, flatForecast, spike } from '../../../test/support/alerts.ts';
import { at, type TestCtx, testContext } from '../../../test/support/context.ts';
import type { AlertRule } from '../../contracts/alert-rule.ts';
import { alertEventCollection, collection } from '../../firestore/collections.ts';
import { applyChecks } from './apply-checks.ts';
import { type EvaluateRulesInput, evaluateRules } from './evaluate-rules.ts';

const now = new Date('2026-11-21T12:00:00Z');
const minute = (n: number) => new Date(now.getTime() + n * 60_000);

/** Observations one minute apart: `{ 0: 70 }` is 70 at noon. */
const series = (values: readonly number[], from = 0) => ({
  observations: values.map((value, i) => ({ at: minute(from + i), value })),
});

async function saveRule(ctx: TestCtx, rule: Partial<AlertRule> = {}, ruleId = 'rul_many'): Promise<void> {
  await collection(ctx.db.firestore, ctx.orgId, 'alert_rules').doc(ruleId).set(alertRule(rule));
}

const run = (ctx: TestCtx, findings: Omit<EvaluateRulesInput, 'metricId' | 'metric'>) =>
  evaluateRules({ ctx, input: { ...departures, ...findings } });

async function alertsOf(ctx: TestCtx) {
  const { docs } = await collection(ctx.db.firestore, ctx.orgId, 'alerts').orderBy('startedAt').get();
  return docs.map((one) => ({ alertId: one.id, ...one.data() }));
}

async function timelineOf(ctx: TestCtx, alertId: string) {
  const { docs } = await alertEventCollection(ctx.db.firestore, ctx.orgId, alertId).orderBy('at').get();
  return docs.map((one) => one.data());
}

const edgesOf = async (ctx: TestCtx, alertId: string) =>
  (await timelineOf(ctx, alertId)).map(({ from, to }) => `${from} → ${to}`);

/** What a change of state that silences have no part in says of them, and of who was told. */
const unsaid = {
  kind: 'state',
  ...{ beneathSilence: null, silencedBy: [], assignedTo: null, channelId: null, deliveryId: null },
} as const;

describe('evaluateRules', () => {
  it('leads an alert from pending to resolved, over several deliveries, and writes down each change', async () => {
    const ctx = testContext({ now });
    await saveRule(ctx, { forSeconds: 120, recovery: { threshold: 50 }, labels: { team: 'ops' } });
    const [opened] = await run(ctx, series([40, 70]));
    expect(opened?.alert).toMatchObject({ state: 'pending', open: true, startedAt: minute(1) });
    const [fired] = await run(at(ctx, minute(3)), series([71, 72], 2));
    expect(fired?.alert).toMatchObject({ state: 'firing', firedAt: minute(3), value: 72 });
    const [held] = await run(at(ctx, minute(4)), series([55], 4));
    expect(held?.alert).toMatchObject({ state: 'firing', value: 55, reason: expect.stringContaining('50') });
    const [ended] = await run(at(ctx, minute(5)), series([50], 5));
    expect(ended).toEqual({
      alertId: opened?.alertId,
      alert: {
        fingerprint: fired?.alert.fingerprint,
        open: false,
        state: 'resolved',
        ruleId: 'rul_many',
        ruleName: 'Many departures',
        jobId: null,
        jobName: null,
        metricId: 'met_departures',
        metricKey: 'flights.departures',
        labels: { airport: 'ATL', team: 'ops' },
        severity: 'warning',
        summary: 'flights.departures{airport=ATL} is above 60 (72)',
        description: fired?.alert.description,
        reason: '50 is not above 60',
        value: 50,
        threshold: 60,
        crossing: null,
        anomalyId: null,
        startedAt: minute(1),
        firedAt: minute(3),
        acknowledgedAt: null,
        acknowledgedBy: null,
        resolvedAt: minute(5),
        ...{ resolvedBy: null, awaitsClear: false, silencedUntil: null, eventCount: 3 },
        beneathSilence: null,
        silencedBy: [],
        assignedTo: null,
        groupIds: [],
        evaluatedThrough: minute(5),
        undecidedAt: null,
        calmSince: null,
        updatedAt: minute(5),
      },
    });
    expect(await alertsOf(ctx)).toEqual([{ alertId: ended?.alertId, ...ended?.alert }]);
    expect(await timelineOf(ctx, ended?.alertId ?? '')).toEqual([
      {
        at: minute(1),
        from: 'inactive',
        to: 'pending',
        reason: '70 is above 60',
        value: 70,
        actor: 'user:ada',
        ...{ ...unsaid, sequence: 0 },
        recordedAt: now,
      },
      {
        at: minute(3),
        from: 'pending',
        to: 'firing',
        reason: '72 is above 60',
        value: 72,
        actor: 'user:ada',
        ...{ ...unsaid, sequence: 1 },
        recordedAt: minute(3),
      },
      {
        at: minute(5),
        from: 'firing',
        to: 'resolved',
        reason: '50 is not above 60',
        value: 50,
        actor: 'user:ada',
        ...{ ...unsaid, sequence: 2 },
        recordedAt: minute(5),
      },
    ]);
  });

  it('costs at most 3 reads and no write when nothing changes', async () => {
    const ctx = testContext({ now });
    await saveRule(ctx);
    const calm = at(ctx, now);
    expect(await run(calm, series([40, 50]))).toEqual([]);
    expect(calm.db.meter).toMatchObject({ reads: 3, writes: 0 });
    await run(at(ctx, now), series([40, 70, 71]));
    const repeated = at(ctx, minute(9));
    expect(await run(repeated, series([40, 70, 71]))).toMatchObject([{ alert: { state: 'firing' } }]);
    expect(repeated.db.meter).toMatchObject({ reads: 3, writes: 0 });
    await run(at(ctx, minute(9)), series([40], 3));
    const over = at(ctx, minute(10));
    expect(await run(over, series([41], 4))).toEqual([]);
    expect(over.db.meter).toMatchObject({ reads: 3, writes: 0 });
  });

  it('opens an alert for 6 reads and 2 writes, then writes it once for each delivery, and no event', async () => {
    const ctx = testContext({ now });
    await saveRule(ctx);
    await run(ctx, series([70]));
    expect(ctx.db.meter).toMatchObject({ reads: 6, writes: 2 });
    const later = at(ctx, minute(3));
    await run(later, series([71, 72, 73], 1));
    expect(later.db.meter).toMatchObject({ reads: 3, writes: 1 });
    expect(await alertsOf(ctx)).toMatchObject([{ value: 73, evaluatedThrough: minute(3) }]);
  });

  it('takes the same delivery twice, and a part of it late, for one', async () => {
    const ctx = testContext({ now });
    await saveRule(ctx);
    const delivery = series([70, 40, 71, 72, 40]);
    await run(ctx, delivery);
    const before = await alertsOf(ctx);
    expect(before).toMatchObject([
      { state: 'resolved', startedAt: minute(0) },
      { state: 'resolved', startedAt: minute(2) },
    ]);
    await run(at(ctx, minute(30)), delivery);
    await run(at(ctx, minute(31)), series([72], 3));
    expect(await alertsOf(ctx)).toEqual(before);
    for (const { alertId } of before)
      expect(await edgesOf(ctx, alertId)).toEqual(['inactive → firing', 'firing → resolved']);
  });

  it('takes deliveries that arrive at the same time for one', async () => {
    const ctx = testContext({ now });
    await saveRule(ctx, { forSeconds: 60 });
    const delivery = series([70, 71, 72]);
    const answers = await Promise.all([run(at(ctx, now), delivery), run(at(ctx, now), delivery)]);
    expect(answers[0]).toEqual(answers[1]);
    const alerts = await alertsOf(ctx);
    expect(alerts).toMatchObject([{ state: 'firing', value: 72 }]);
    expect(await edgesOf(ctx, alerts[0]?.alertId ?? '')).toEqual(['inactive → pending', 'pending → firing']);
  });

  it('keeps one open alert when different deliveries interleave', async () => {
    const ctx = testContext({ now });
    await saveRule(ctx);
    await Promise.all([0, 1, 2, 3].map((n) => run(at(ctx, now), series([70 + n], n))));
    const alerts = await alertsOf(ctx);
    expect(alerts.filter(({ open }) => open)).toHaveLength(1);
    expect(alerts).toMatchObject([{ state: 'firing', evaluatedThrough: minute(3), value: 73 }]);
  });

  it('lets an episode that never fired lapse, and opens another for the next breach', async () => {
    const ctx = testContext({ now });
    await saveRule(ctx, { forSeconds: 600 });
    await run(ctx, series([70, 40]));
    await run(ctx, series([75], 5));
    const [lapsed, next] = await alertsOf(ctx);
    expect(lapsed).toMatchObject({ state: 'inactive', open: false, firedAt: null, resolvedAt: null });
    expect(next).toMatchObject({ state: 'pending', open: true, fingerprint: lapsed?.fingerprint });
    expect(next?.alertId).not.toBe(lapsed?.alertId);
  });

  it('loses no episode of a series that flaps more often than one transaction holds', async () => {
    const ctx = testContext({ now });
    await saveRule(ctx);
    const flapping = series(Array.from({ length: 240 }, (_, i) => (i % 2 === 0 ? 70 : 40)));
    const answers = await run(ctx, flapping);
    expect(answers).toHaveLength(120);
    expect(await alertsOf(ctx)).toHaveLength(120);
    await run(ctx, flapping);
    expect(await alertsOf(ctx)).toHaveLength(120);
  });

  it('pages nobody about data older than a day, but lets it end what is open', async () => {
    const ctx = testContext({ now });
    await saveRule(ctx);
    expect(await run(ctx, series([70, 71], -1_500))).toEqual([]);
    expect(await alertsOf(ctx)).toEqual([]);
    await run(ctx, series([70]));
    expect(await run(at(ctx, minute(1_500)), series([40], 1))).toMatchObject([
      { alert: { state: 'resolved' } },
    ]);
  });

  it('fires on a forecast with probability and time, and stays in doubt when the next is of no use', async () => {
    const ctx = testContext({ now });
    const condition = {
      type: 'forecast-breach',
      direction: 'above',
      threshold: 60,
      withinSeconds: 21_600,
      probability: 0.8,
    } as const;
    await saveRule(ctx, { condition });
    const of = (origin: Date, mean: number, hours: number) => ({
      forecast: {
        forecastId: 'fct_1',
        forecast: flatForecast({ origin, hours, mean, standardDeviation: 1 }),
      },
    });
    const [fired] = await run(ctx, of(now, 100, 6));
    expect(fired?.alert).toMatchObject({
      state: 'firing',
      value: 100,
      threshold: 60,
      crossing: { probability: 1, at: minute(60), forecastId: 'fct_1' },
      summary:
        'flights.departures{airport=ATL} is expected to rise above 60 within 6 h (p = 1.00, around 13:00 UTC)',
    });
    const [doubted] = await run(at(ctx, minute(60)), of(minute(60), 30, 0));
    expect(doubted?.alert).toMatchObject({ state: 'firing', undecidedAt: minute(60), evaluatedThrough: now });
    const again = at(ctx, minute(61));
    await run(again, of(minute(60), 30, 0));
    expect(again.db.meter).toMatchObject({ reads: 3, writes: 0 });
    const [ended] = await run(at(ctx, minute(62)), of(minute(60), 30, 6));
    expect(ended?.alert).toMatchObject({ state: 'resolved', crossing: { probability: 0, at: null } });
  });

  it('fires on an anomaly and names it', async () => {
    const ctx = testContext({ now });
    await saveRule(ctx, { condition: { type: 'anomaly', minimumSeverity: 'high' } });
    const anomalies = [{ anomalyId: 'ano_1', anomaly: spike({ startAt: now }) }];
    const [fired] = await run(ctx, { anomalies, detectedThrough: minute(5) });
    expect(fired?.alert).toMatchObject({
      state: 'firing',
      anomalyId: 'ano_1',
      startedAt: now,
      threshold: null,
    });
    const [ended] = await run(ctx, { anomalies: [], detectedThrough: minute(6) });
    expect(ended?.alert).toMatchObject({ state: 'resolved', anomalyId: 'ano_1' });
  });

  it('evaluates the enabled rules that select the series, and no others', async () => {
    const ctx = testContext({ now });
    await saveRule(ctx, { selector: { metric: 'flights.departures', labels: {} } }, 'rul_all');
    await saveRule(ctx, { selector: { metricId: departures.metricId } }, 'rul_one');
    await saveRule(
      ctx,
      { selector: { metric: 'flights.departures', labels: { airport: 'ORD' } } },
      'rul_ord',
    );
    await saveRule(ctx, { selector: { metricId: 'met_other' } }, 'rul_other');
    await saveRule(ctx, { enabled: false }, 'rul_off');
    await run(ctx, series([70]));
    expect((await alertsOf(ctx)).map(({ ruleId }) => ruleId).sort()).toEqual(['rul_all', 'rul_one']);
  });

  it("neither evaluates nor touches another organization's rules and alerts", async () => {
    const ours = testContext({ now });
    const theirs = testContext({ now });
    await saveRule(ours);
    await saveRule(theirs);
    await run(theirs, series([70]));
    const before = await alertsOf(theirs);
    expect(await run(ours, series([40], 1))).toEqual([]);
    await run(ours, series([80], 2));
    expect(await alertsOf(theirs)).toEqual(before);
    const [alert] = await alertsOf(ours);
    expect(alert?.alertId).not.toBe(before[0]?.alertId);
    const stranger = testContext({ now });
    expect(await run(stranger, series([99]))).toEqual([]);
    expect(await alertsOf(stranger)).toEqual([]);
  });
});

describe('a rule that is no longer what it was', () => {
  afterEach(() => {
    vi.restoreAllMocks();
  });

  it.each([
    ['deleted', undefined],
    ['disabled', { enabled: false }],
    ['pointed elsewhere', { selector: { metric: 'flights.delay', labels: {} } }],
  ])('opens nothing once %s, even for an evaluation under way', async (_, stored) => {
    const ctx = testContext({ now });
    if (stored !== undefined) await saveRule(ctx, stored);
    const checks = [{ verdict: 'breached', at: now, value: 70, reason: '70 is above 60' }] as const;
    expect(await applyChecks({ ctx, input: { subject: alertSubject(), checks } })).toEqual([]);
    expect(await alertsOf(ctx)).toEqual([]);
    expect(ctx.db.meter.writes).toBe(0);
  });

  it('is logged and left out when it does not parse, and the others are evaluated', async () => {
    const ctx = testContext({ now });
    const log = vi.spyOn(console, 'error').mockReturnValue(undefined);
    await saveRule(ctx);
    const broken = ctx.db.firestore.doc(`organizations/${ctx.orgId}/alert_rules/rul_broken`);
    await broken.set({
      enabled: true,
      selector: { metric: 'flights.departures', labels: {} },
      forSeconds: 'ten',
    });
    expect(await run(ctx, series([70]))).toMatchObject([{ alert: { ruleId: 'rul_many' } }]);
    expect(log).toHaveBeenCalledOnce();
    expect(JSON.parse(String(log.mock.calls[0]?.[0]))).toMatchObject({
      severity: 'ERROR',
      path: broken.path,
      cause: expect.stringContaining('/forSeconds'),
    });
  });
});
