import { describe, expect, it } from 'vitest';
import { alertRule } from '../../../test/support/alerts.ts';
import { at, type TestCtx, testContext } from '../../../test/support/context.ts';
import { notify, saveChannel, savePolicy } from '../../../test/support/notification-groups.ts';
import type { AlertRule } from '../../contracts/alert-rule.ts';
import { inhibitionRuleSchema } from '../../contracts/inhibition-rule.ts';
import { silenceSchema } from '../../contracts/silence.ts';
import { collection } from '../../firestore/collections.ts';
import { applyChecks } from '../alert/apply-checks.ts';
import { ingestJson } from '../ingest/ingest-json.ts';
import { metricIdOf } from '../normalise/metric-id.ts';
import { type RehearseRuleInput, rehearseRule } from './rehearse-rule.ts';
import { rehearseSavedRule } from './rehearse-saved-rule.ts';

const now = new Date('2026-11-21T12:00:00Z');
const hourMs = 3_600_000;
const start = Date.parse('2026-11-01T00:00:00Z');
const hour = (n: number) => new Date(start + n * hourMs);
const written = { createdAt: hour(0), updatedAt: hour(0), createdBy: 'user:ada' };
const matching = (label: string, value: string) => [{ label, operator: '=' as const, value }];
const rule = (more: Partial<AlertRule> = {}) =>
  alertRule({ selector: { metric: 'departures', labels: {} }, ...more });

/** Ingests hourly values of airports, from the first of November on. */
async function ingest(ctx: TestCtx, series: Readonly<Record<string, readonly number[]>>): Promise<void> {
  const body = {
    series: Object.entries(series).map(([airport, values]) => ({
      metric: 'departures',
      labels: { airport },
      points: values.map((value, index): [number, number] => [hour(index).getTime(), value]),
    })),
    timestampUnit: 'ms' as const,
  };
  await ingestJson({ ctx, input: { body } });
}

/** An organization with a channel and a policy, in which one airport was above 60 for two hours. */
async function organization(
  series: Readonly<Record<string, readonly number[]>> = { ATL: [40, 70, 70, 40, 40] },
) {
  const ctx = testContext({ now });
  await Promise.all([ingest(ctx, series), saveChannel(ctx), savePolicy(ctx)]);
  return at(ctx, now);
}

const rehearse = (ctx: TestCtx, input: Partial<RehearseRuleInput> = {}) =>
  rehearseRule({ ctx, input: { ruleId: null, rule: rule(), from: hour(0), to: hour(10), ...input } });

describe('rehearseRule', () => {
  it('says what would have happened over stored history, told as the policies of the organization say', async () => {
    const ctx = await organization();
    const answer = await rehearse(ctx);
    const metricId = metricIdOf('departures', { airport: 'ATL' });
    expect(answer).toMatchObject({
      ...{ ruleId: null, from: hour(0), to: hour(10), stoppedAt: null, moreSeries: false, transitions: 2 },
      series: [{ metricId, metric: 'departures', labels: { airport: 'ATL' }, points: 5 }],
      timeline: [
        { at: hour(1), from: 'inactive', to: 'firing', sent: [{ channelId: 'chn_1', notification: 1 }] },
        { at: hour(3), from: 'firing', to: 'resolved', sent: [{ channelId: 'chn_1', notification: 2 }] },
      ],
      episodes: [{ metricId, firedAt: hour(1), endedAt: hour(3), firingSeconds: 7_200 }],
      notifications: { sent: 2, channels: [{ channelId: 'chn_1', sent: 2, withheld: {} }] },
      forecast: null,
    });
  });

  it('writes nothing, queues nothing, and reads little', async () => {
    const ctx = await organization();
    await rehearse(ctx);
    // Policies, silences, inhibition rules (one read each, also of none), a channel, a series, its chunk.
    expect(ctx.db.meter).toEqual({ reads: 6, writes: 0 });
    expect([ctx.tasks.flushes, ctx.tasks.deliveries, ctx.tasks.runs]).toEqual([[], [], []]);
    expect((await collection(ctx.db.firestore, ctx.orgId, 'alerts').get()).size).toBe(0);
  });

  it('heeds the silences and inhibition rules of the organization, and alerts of other rules', async () => {
    const ctx = await organization();
    const of = <K extends Parameters<typeof collection>[2]>(name: K) =>
      collection(ctx.db.firestore, ctx.orgId, name);
    const silence = silenceSchema.parse({
      ...{ matchers: matching('airport', 'ATL'), startsAt: hour(0), endsAt: hour(2), comment: 'closed' },
      // As it is stored today: long over.
      ...{ state: 'ended', window: null, nextChangeAt: null, endedBy: null, ...written },
    });
    await of('silences').doc('sil_1').set(silence);
    expect((await rehearse(ctx)).timeline).toMatchObject([
      { to: 'firing' },
      { to: 'silenced', withheld: [{ reason: 'silenced' }] },
      { at: hour(2), to: 'firing' },
      { to: 'resolved' },
    ]);
    expect((await rehearse(ctx, { silences: [] })).transitions).toBe(2);

    const inhibition = inhibitionRuleSchema.parse({
      ...{ name: 'closed', sourceMatchers: matching('alertname', 'Closed') },
      ...{ targetMatchers: matching('alertname', 'Many departures'), equal: ['airport'], ...written },
    });
    await of('inhibition_rules').doc('inh_1').set(inhibition);
    const closed = alertRule({ name: 'Closed' });
    await of('alert_rules').doc('rul_closed').set(closed);
    const subject = {
      ...{ ruleId: 'rul_closed', rule: closed, metricId: 'met_gate' },
      metric: { key: 'gate', labels: { airport: 'ATL' }, unit: null },
    };
    const breach = { verdict: 'breached' as const, at: hour(0), value: 1, reason: 'closed' };
    await of('alert_rules')
      .doc('rul_closed')
      .update({ selector: { metricId: 'met_gate' } });
    await applyChecks({ ctx: at(ctx, hour(0)), input: { subject, checks: [breach] } });
    const inhibited = await rehearse(ctx, { silences: [] });
    expect(inhibited.notifications.channels).toEqual([
      { channelId: 'chn_1', sent: 0, withheld: { inhibited: 1 } },
      { channelId: null, sent: 0, withheld: { 'over-before-told': 1 } },
    ]);
    expect((await rehearse(ctx, { silences: [], inhibitions: [] })).notifications.sent).toBe(2);
  });

  it('says of channels that are disabled or missing that they are not told', async () => {
    const ctx = await organization();
    await saveChannel(ctx, 'chn_off', { enabled: false });
    const own = rule({ notify: notify({ channels: ['chn_off', 'chn_gone'] }) });
    const { notifications } = await rehearse(ctx, { rule: own });
    expect(notifications).toMatchObject({
      sent: 0,
      channels: [
        { channelId: 'chn_off', withheld: { 'channel-disabled': 1 } },
        { channelId: 'chn_gone', withheld: { 'channel-missing': 1 } },
        { channelId: null, withheld: { 'over-before-told': 1 } },
      ],
    });
  });

  it('makes forecasts at a moving origin, and stops where the time is over', async () => {
    const day = (n: number) => 50 + 20 * Math.sin((2 * Math.PI * n) / 24);
    const values = Array.from({ length: 24 * 8 }, (_, n) => day(n) + (n > 140 ? 40 : 0));
    const ctx = await organization({ ATL: values });
    const condition = {
      type: 'forecast-breach',
      direction: 'above',
      threshold: 65,
      withinSeconds: 86_400,
      probability: 0.8,
    } as const;
    const asked = { rule: rule({ condition }), from: hour(72), to: hour(24 * 8) };
    const whole = await rehearse(ctx, asked);
    expect(whole.forecast?.forecasts).toBe(5);
    expect(whole.forecast?.breaches.every(({ leadTimeSeconds }) => (leadTimeSeconds ?? 0) > 0)).toBe(true);
    let made = 0;
    const stopped = await rehearseRule({
      ctx,
      input: { ruleId: null, ...asked },
      isOver: () => {
        made += 1;
        return made > 2;
      },
    });
    expect(stopped).toMatchObject({ stoppedAt: hour(72 + 48), forecast: { forecasts: 2 } });
    expect(stopped.timeline.map(({ at: when, to }) => [when, to])).toEqual(
      whole.timeline.filter((entry) => entry.at < hour(72 + 48)).map((entry) => [entry.at, entry.to]),
    );
    await expect(
      rehearse(ctx, { ...asked, rule: rule({ condition: { ...condition, withinSeconds: 86_400 * 365 } }) }),
    ).rejects.toMatchObject({
      reason: 'WORK_TOO_LARGE',
      fields: [{ pointer: '/rule/condition/withinSeconds' }],
    });
  });

  it('runs the detector from the first point on for a rule on anomalies', async () => {
    const values = Array.from(
      { length: 400 },
      (_, n) => 50 + 10 * Math.sin((2 * Math.PI * n) / 24) + (n % 7) / 7,
    );
    const ctx = await organization({ ATL: values.map((value, n) => (n === 350 ? 400 : value)) });
    const condition = { type: 'anomaly', minimumSeverity: 'medium' } as const;
    const { timeline } = await rehearse(ctx, { rule: rule({ condition }), from: hour(300), to: hour(400) });
    expect(timeline).toMatchObject([
      { at: hour(350), to: 'firing' },
      { at: hour(351), to: 'resolved' },
    ]);
  });

  it('rehearses a bounded number of series, and says that there are more', async () => {
    const airports = Array.from({ length: 21 }, (_, n) => [`A${n}`, [70]] as const);
    const ctx = await organization(Object.fromEntries(airports));
    const answer = await rehearse(ctx);
    expect([answer.series.length, answer.moreSeries]).toEqual([20, true]);
    const one = await rehearse(ctx, {
      rule: rule({ selector: { metric: 'departures', labels: { airport: 'A3' } } }),
    });
    expect([one.series.length, one.moreSeries]).toEqual([1, false]);
  });

  it.each([
    ['a time that has not begun', { from: new Date('2026-12-01T00:00:00Z') }],
    ['a time of more than 90 days', { from: new Date('2026-06-01T00:00:00Z') }],
    ['an end before the beginning', { from: hour(5), to: hour(4) }],
  ])('refuses %s by the name of the field', async (_, input) => {
    await expect(rehearse(testContext({ now }), input)).rejects.toMatchObject({
      reason: 'VALIDATION_FAILED',
      fields: [{ pointer: '/from' }],
    });
  });

  it('refuses more points than one request evaluates before it reads them', async () => {
    const ctx = await organization();
    const metrics = collection(ctx.db.firestore, ctx.orgId, 'metrics');
    const resolution = { label: 'secondly', unit: 'millisecond' as const, count: 1_000 };
    await metrics
      .doc(metricIdOf('departures', { airport: 'ATL' }))
      .update({ resolution, firstPointAt: hour(0), lastPointAt: hour(100) });
    await expect(rehearse(ctx, { to: hour(20) })).rejects.toMatchObject({
      reason: 'RANGE_TOO_LARGE',
      fields: [{ pointer: '/from' }],
    });
  });

  it('needs to read rules and metrics', async () => {
    for (const permissions of [['alert-rules:read'], ['metrics:read']] as const) {
      const ctx = testContext({ now, permissions });
      await expect(rehearse(ctx)).rejects.toMatchObject({ code: 'permission-denied' });
    }
  });
});

describe('rehearseSavedRule', () => {
  it('rehearses a rule of the organization, and neither rule nor series of another', async () => {
    const ctx = await organization();
    await collection(ctx.db.firestore, ctx.orgId, 'alert_rules').doc('rul_1').set(rule());
    const input = { ruleId: 'rul_1', from: hour(0), to: hour(10) };
    expect(await rehearseSavedRule({ ctx, input })).toMatchObject({ ruleId: 'rul_1', transitions: 2 });
    const stranger = testContext({ now });
    await expect(rehearseSavedRule({ ctx: stranger, input })).rejects.toMatchObject({ code: 'not-found' });
    expect(await rehearse(stranger)).toMatchObject({ series: [], transitions: 0 });
    const metricId = metricIdOf('departures', { airport: 'ATL' });
    expect(await rehearse(stranger, { rule: rule({ selector: { metricId } }) })).toMatchObject({
      series: [],
    });
  });
});
