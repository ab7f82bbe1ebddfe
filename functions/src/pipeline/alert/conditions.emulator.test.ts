import { describe, expect, it } from 'vitest';
import { alertRule } from '../../../test/support/alerts.ts';
import { at, type TestCtx, testContext } from '../../../test/support/context.ts';
import type { AlertRule } from '../../contracts/alert-rule.ts';
import { collection } from '../../firestore/collections.ts';
import { analyseSeries } from '../anomaly/analyse-series.ts';
import { ingestJson } from '../ingest/ingest-json.ts';
import { metricIdOf } from '../normalise/metric-id.ts';

const metricId = metricIdOf('load', {});
const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

type Pair = readonly [at: number, value: number];

/** Stores points and analyses them, at the time of the newest; answers alerts, and what the analysis cost. */
async function bring(ctx: TestCtx, points: readonly Pair[], now?: number) {
  const then = at(ctx, new Date(now ?? Math.max(...points.map(([instant]) => instant))));
  await ingestJson({
    ctx: then,
    input: { body: { series: [{ metric: 'load', points }], timestampUnit: 'ms' } },
  });
  const span = {
    metricId,
    from: Math.min(...points.map(([i]) => i)),
    to: Math.max(...points.map(([i]) => i)),
  };
  const worker = at(then, then.now);
  const { alerts } = await analyseSeries({ ctx: worker, input: span });
  return { alerts, reads: worker.db.meter.reads, writes: worker.db.meter.writes };
}

const save = (ctx: TestCtx, rule: Partial<AlertRule>) =>
  collection(ctx.db.firestore, ctx.orgId, 'alert_rules')
    .doc('rul_1')
    .set(alertRule({ selector: { metric: 'load', labels: {} }, ...rule }));

const series = (from: number, stepMs: number, values: readonly number[]): Pair[] =>
  values.map((value, i) => [from + i * stepMs, value]);
const flat = (length: number, value = 10): number[] => Array.from({ length }, () => value);
const noisy = (length: number) => Array.from({ length }, (_, i) => 10 + ((i * 7919) % 97) / 97);

/** What one more point costs with the rule beyond what it costs without, on the same history. */
async function extraReads(
  rule: Partial<AlertRule>,
  history: readonly Pair[],
  point: Pair,
): Promise<{ reads: number; writes: number }> {
  const [plain, ruled] = [testContext(), testContext()];
  await save(ruled, { ...rule, enabled: false });
  for (const ctx of [plain, ruled]) await bring(ctx, history);
  await save(ruled, rule);
  const [without, with_] = [await bring(plain, [point]), await bring(ruled, [point])];
  expect(with_.alerts).toEqual([]);
  return { reads: with_.reads - without.reads, writes: with_.writes - without.writes };
}

const window = (seconds: number) => ({ seconds, aggregate: 'average', minimumPoints: 2 }) as const;
const above60 = (seconds?: number): AlertRule['condition'] => ({
  type: 'threshold',
  operator: '>',
  threshold: 60,
  ...(seconds === undefined ? {} : { window: window(seconds) }),
});
const change = (against: 'last-day' | 'last-week'): AlertRule['condition'] => ({
  ...{ type: 'change', against, direction: 'either', by: 50, unit: 'percent' },
  window: window(3_600),
});
const noon = Date.parse('2026-11-21T12:00:00Z');
const earlier = Date.parse('2026-11-20T00:30:00Z');

describe('what a rule costs on a new point, beside the two queries for rules that are asked anyway', () => {
  /** Nine days of points each fourteen minutes, a chunk a day, up to noon or to the first point of the day. */
  const days = series(noon - 9 * 24 * hourMs, 14 * minuteMs, noisy(925));
  const last = days.at(-1)?.[0] ?? 0;
  const morning = days.filter(([instant]) => instant < Date.parse('2026-11-21T00:14:00Z'));
  const first = morning.at(-1)?.[0] ?? 0;

  it.each<[string, AlertRule['condition'], readonly Pair[], number, number]>([
    ['threshold', above60(), days, last + 14 * minuteMs, 1],
    ['threshold over 1 h, within the chunk', above60(3_600), days, last + 14 * minuteMs, 1],
    ['threshold over 1 h, after the start of a chunk', above60(3_600), morning, first + 14 * minuteMs, 2],
    ['threshold over 2 d', above60(2 * 86_400), days, last + 14 * minuteMs, 3],
    ['threshold over more than is read', above60(7 * 86_400), days, last + 14 * minuteMs, 4],
    ['change since the day before', change('last-day'), days, last + 14 * minuteMs, 2],
    ['change since the week before', change('last-week'), days, last + 14 * minuteMs, 2],
    ['anomaly', { type: 'anomaly', minimumSeverity: 'high' }, days, last + 14 * minuteMs, 1],
    [
      'so many of the last points',
      { type: 'anomaly', minimumSeverity: 'high', count: { atLeast: 3, of: 10 } },
      days,
      last + 14 * minuteMs,
      1,
    ],
    ['absence', { type: 'absence', afterSeconds: 7_200 }, days, last + 14 * minuteMs, 1],
  ])('%s', async (_, condition, history, instant, reads) => {
    expect(await extraReads({ condition }, history, [instant, 10.5])).toEqual({ reads, writes: 0 });
  });
});

describe('a threshold over a window, on stored points', () => {
  const minutes = series(noon - 3 * hourMs, minuteMs, flat(180));

  it('takes old points and new, fires, and is over again', async () => {
    const ctx = testContext();
    await save(ctx, { condition: above60(300) });
    await bring(ctx, minutes);
    expect((await bring(ctx, series(noon, minuteMs, [10, 200, 10]))).alerts).toEqual([]);
    expect((await bring(ctx, series(noon + 3 * minuteMs, minuteMs, [200, 200]))).alerts).toMatchObject([
      { alert: { state: 'firing', value: 124, reason: '124 (average over 5 min) is above 60' } },
    ]);
    expect((await bring(ctx, series(noon + 5 * minuteMs, minuteMs, flat(5)))).alerts).toMatchObject([
      { alert: { state: 'resolved' } },
    ]);
  });

  it('is evaluated anew, at the newest point, when a late one falls into its window', async () => {
    const ctx = testContext();
    await save(ctx, { condition: above60(300) });
    await bring(
      ctx,
      minutes.filter(([instant]) => instant !== noon - 2 * minuteMs),
    );
    expect((await bring(ctx, [[noon - 2 * minuteMs, 500]], noon)).alerts).toMatchObject([
      { alert: { state: 'firing', startedAt: new Date(noon - minuteMs), value: 108 } },
    ]);
  });

  it('is left as it was by a late point before its window', async () => {
    const ctx = testContext();
    await save(ctx, { condition: above60(300) });
    await bring(
      ctx,
      minutes.filter(([instant]) => instant !== noon - 20 * minuteMs),
    );
    expect((await bring(ctx, [[noon - 20 * minuteMs, 50_000]], noon)).alerts).toEqual([]);
  });

  it('is undecided where it is longer than what is read, and says so on an alert that is open', async () => {
    const ctx = testContext();
    await bring(ctx, series(earlier - 8 * 24 * hourMs, 10 * minuteMs, flat(9 * 144)));
    await save(ctx, { condition: { type: 'threshold', operator: '>', threshold: 60 } });
    const next = earlier + 24 * hourMs;
    expect((await bring(ctx, [[next, 90]])).alerts).toMatchObject([{ alert: { state: 'firing' } }]);
    await save(ctx, { condition: above60(8 * 86_400) });
    expect((await bring(ctx, [[next + 10 * minuteMs, 10]])).alerts).toMatchObject([
      { alert: { state: 'firing', reason: 'the window of 8 d reaches farther back than is read at once' } },
    ]);
  });
});

describe('a change since the same time before, on stored points', () => {
  it.each(['last-day', 'last-week'] as const)('is found against %s', async (against) => {
    const ctx = testContext();
    await save(ctx, { condition: change(against) });
    await bring(ctx, series(noon - 9 * 24 * hourMs, 10 * minuteMs, flat(9 * 144)));
    const days = against === 'last-day' ? 'day' : 'week';
    expect((await bring(ctx, series(noon, 10 * minuteMs, flat(6, 20)))).alerts).toMatchObject([
      {
        alert: {
          state: 'firing',
          value: 20,
          threshold: null,
          reason: `20 (average over 1 h) is 100 % above the 10 of the same time the ${days} before`,
        },
      },
    ]);
  });

  it('is undecided, and nobody is told, where there was nothing the week before', async () => {
    const ctx = testContext();
    await save(ctx, { condition: change('last-week') });
    await bring(ctx, series(noon - 24 * hourMs, 10 * minuteMs, flat(144)));
    expect((await bring(ctx, series(noon, 10 * minuteMs, flat(6, 500)))).alerts).toEqual([]);
  });
});

describe('so many anomalous points, on stored points', () => {
  const hours = (count: number) =>
    Array.from(
      { length: count },
      (_, i) => 100 + 20 * Math.sin((2 * Math.PI * i) / 24) + ((i * 7919) % 97) / 97,
    );

  it('remembers anomalies of batches before', async () => {
    const ctx = testContext();
    await save(ctx, { condition: { type: 'anomaly', minimumSeverity: 'low', count: { atLeast: 2, of: 6 } } });
    const start = noon - 28 * 24 * hourMs;
    const values = hours(28 * 24 + 14);
    await bring(ctx, series(start, hourMs, values.slice(0, 28 * 24)));
    const next = (n: number, spike = 0): Pair => [
      start + (28 * 24 + n) * hourMs,
      (values[28 * 24 + n] ?? 0) + spike,
    ];
    expect((await bring(ctx, [next(0, 300)])).alerts).toEqual([]);
    expect((await bring(ctx, [next(1), next(2)])).alerts).toEqual([]);
    expect((await bring(ctx, [next(3, 300)])).alerts).toMatchObject([
      { alert: { state: 'firing', reason: '2 of the last 6 points are anomalous' } },
    ]);
    expect(
      (
        await bring(
          ctx,
          [4, 5, 6, 7, 8, 9, 10, 11, 12].map((n) => next(n)),
        )
      ).alerts,
    ).toMatchObject([{ alert: { state: 'resolved' } }]);
  });
});
