import { describe, expect, it } from 'vitest';
import { at, type TestCtx, testContext } from '../../../test/support/context.ts';
import { addJob, storedJob } from '../../../test/support/forecast-jobs.ts';
import { forecastRequestSchema } from '../../contracts/forecast.ts';
import type { ForecastOptions } from '../../contracts/forecast-options.ts';
import { collection } from '../../firestore/collections.ts';
import { createForecastJob } from '../../scheduling/create-forecast-job.ts';
import { getForecastRun } from '../../scheduling/get-forecast-run.ts';
import { readSpec } from '../../scheduling/job-spec.ts';
import { reconcileJob } from '../../scheduling/reconcile-job.ts';
import { runForecastJob } from '../../scheduling/run-forecast-job.ts';
import { runForecastJobNow } from '../../scheduling/run-forecast-job-now.ts';
import { analyseSeries } from '../anomaly/analyse-series.ts';
import { forecastSelected } from '../hierarchy/forecast-selected.ts';
import { ingestJson } from '../ingest/ingest-json.ts';
import { metricIdOf } from '../normalise/metric-id.ts';
import { runPipeline } from '../run-pipeline.ts';
import { readSeries } from '../store/read-series.ts';
import { forecastMetric } from './forecast-metric.ts';
import { forecastFromRequest } from './forecast-request.ts';
import { getForecast } from './get-forecast.ts';

const day = 86_400_000;
const end = Date.parse('2026-11-21T00:00:00Z');
const days = 200;
const metricId = metricIdOf('sales', { shop: 'Graz' });
const promotionId = metricIdOf('promotion', { shop: 'Graz' });
const base: ForecastOptions = { horizon: 10, levels: [80, 95], backend: 'auto', model: 'auto' };

const promoted = (instant: number): number => ((instant / day) % 9 === 4 ? 1 : 0);
const sold = (instant: number): number => {
  const t = instant / day;
  return 200 + 30 * Math.sin((2 * Math.PI * t) / 7) + 60 * promoted(instant) + ((t * 7919) % 97) / 20;
};

/** Values at each midnight, up to `ahead` days after the last. */
const dates = (value: (instant: number) => number, ahead = 0): [number, number][] =>
  Array.from({ length: days + ahead }, (_, index) => {
    const instant = end + (index - days + 1) * day;
    return [instant, value(instant)];
  });

async function ingest(
  ctx: TestCtx,
  metric: string,
  points: readonly (readonly [number, number])[],
  planned = false,
): Promise<void> {
  const series = [{ metric, labels: { shop: 'Graz' }, points }];
  await ingestJson({ ctx, input: { body: { series, timestampUnit: 'ms', planned } } });
  for (const task of ctx.tasks.analyses.splice(0)) {
    for (const input of task.series) await analyseSeries({ ctx, input });
  }
}

/** An organization with sales and the promotions that explain them, planned for 20 days ahead. */
async function shop(): Promise<TestCtx> {
  const ctx = testContext();
  await ingest(ctx, 'sales', dates(sold));
  await ingest(ctx, 'promotion', dates(promoted, 20), true);
  return ctx;
}

const stored: ForecastOptions = {
  ...base,
  regressors: [{ name: 'promotion', metricId: promotionId, future: 'stored' }],
};

describe('a forecast of a stored series with what explains it', () => {
  it('reads another metric of the organization, points ahead included, and keeps what each step owes to it', async () => {
    const ctx = await shop();
    const forecast = await forecastMetric({ ctx, input: { metricId, options: stored } });
    for (const { at: instant, mean, contributions = {} } of forecast.points) {
      expect(mean).toBeCloseTo(sold(instant.getTime()), -1.2);
      const sum = Object.values(contributions).reduce((total, value) => total + value, 0);
      expect(sum).toBeCloseTo(mean, 6);
      expect(Object.keys(contributions)).toEqual(expect.arrayContaining(['promotion']));
    }
    expect(forecast.card.explanation).toMatchObject({
      effects: 'additive',
      regressors: [
        {
          name: 'promotion',
          metricId: promotionId,
          future: 'stored',
          lag: 0,
          observed: days + 10,
          filled: 0,
        },
      ],
      events: [],
      calendar: null,
      notUsedBecause: null,
    });
    const [promotion] = forecast.card.explanation?.coefficients ?? [];
    expect(promotion?.name).toBe('promotion');
    expect(forecast.card.asked?.regression).toEqual({
      regressors: [{ name: 'promotion', metricId: promotionId, future: 'stored' }],
    });
    expect(await getForecast({ ctx, input: { forecastId: forecast.forecastId } })).toEqual(forecast);
  });

  it('costs one read for the metric of a regressor and one for each of its documents, and no more writes', async () => {
    const ctx = await shop();
    const plain = at(ctx, ctx.now);
    const without = await forecastMetric({ ctx: plain, input: { metricId, options: base } });
    const counted = at(ctx, ctx.now);
    const { card } = await forecastMetric({ ctx: counted, input: { metricId, options: stored } });
    const chunks = await collection(ctx.db.firestore, ctx.orgId, 'metrics')
      .doc(promotionId)
      .collection('time_series')
      .count()
      .get();
    expect(card.cost.documentReads - without.card.cost.documentReads).toBeLessThanOrEqual(
      1 + chunks.data().count,
    );
    expect(card.cost.documentReads - without.card.cost.documentReads).toBeGreaterThan(1);
    expect(counted.db.meter.writes).toBe(plain.db.meter.writes);
  });

  it('has an id that follows from the regressor too', async () => {
    const ctx = await shop();
    const first = await forecastMetric({ ctx, input: { metricId, options: stored } });
    const again = await forecastMetric({ ctx, input: { metricId, options: stored } });
    expect(again.forecastId).toBe(first.forecastId);
    expect(again.points).toEqual(first.points);
    await ingest(ctx, 'promotion', [[end + 2 * day, 1 - promoted(end + 2 * day)]], true);
    const changed = await forecastMetric({ ctx, input: { metricId, options: stored } });
    expect(changed.forecastId).not.toBe(first.forecastId);
  });

  it("does not know another organization's metric as a regressor", async () => {
    await shop();
    const other = testContext();
    await ingest(other, 'sales', dates(sold));
    await expect(forecastMetric({ ctx: other, input: { metricId, options: stored } })).rejects.toMatchObject({
      code: 'not-found',
      reason: 'METRIC_NOT_FOUND',
      fields: [{ pointer: '/regressors/0' }],
    });
  });

  it('forecasts a regressor first where it is told to, or where what is stored ends early, and says so', async () => {
    const ctx = await shop();
    const forecastOf = (future: 'stored' | 'forecast', horizon: number) =>
      forecastMetric({
        ctx,
        input: {
          metricId,
          options: { ...stored, horizon, regressors: [{ name: 'promotion', metricId: promotionId, future }] },
        },
      });
    const forecast = await forecastOf('forecast', 10);
    const message = expect.stringContaining('promotion: the last 10 of 10 steps');
    expect(forecast.card.cautions).toContainEqual({ code: 'regressor-forecast', message });
    const long = await forecastOf('stored', 25);
    expect(long.card.cautions).toContainEqual({
      code: 'regressor-forecast',
      message: expect.stringContaining('the last 5 of 25 steps'),
    });
  });

  it('takes values ahead that are sent along, and a regressor of which nothing is known ahead a horizon late', async () => {
    const ctx = await shop();
    const future = Object.fromEntries(
      dates(promoted, 10)
        .slice(-10)
        .map(([instant, value]) => [new Date(instant).toISOString(), value]),
    );
    const name = { metric: 'promotion', labels: { shop: 'Graz' } };
    const input = forecastRequestSchema.parse({
      metricId,
      horizon: 10,
      regressors: [
        { name: 'promotion', ...name, future },
        { name: 'earlier', ...name },
      ],
    });
    const forecast = await forecastFromRequest({ ctx, input });
    expect(forecast.card.explanation?.regressors).toMatchObject([
      { future: 'given', lag: 0, observed: days },
      { future: 'none', lag: 10, observed: days },
    ]);
    expect(forecast.card.asked?.regression?.regressors?.[0]).toMatchObject({ future });
    const late = { ...base, regressors: [{ name: 'p', metricId: promotionId, future: { '2024-01-01': 1 } }] };
    await expect(forecastMetric({ ctx, input: { metricId, options: late } })).rejects.toMatchObject({
      fields: [{ pointer: '/regressors/0/future' }],
    });
  });
});

describe('a forecast with events and holidays', () => {
  const closedOn = new Set([
    '2026-08-15',
    '2026-10-26',
    '2026-12-08',
    '2026-06-04',
    '2026-05-25',
    '2026-05-14',
  ]);
  const isClosed = (instant: number) => closedOn.has(new Date(instant).toISOString().slice(0, 10));
  const open = (instant: number) => (isClosed(instant) ? 0 : sold(instant));

  it('knows that a shop in Austria is closed on 8 December', async () => {
    const ctx = testContext();
    const points = dates(open).filter(
      ([instant]) => new Date(instant).toISOString().slice(5) !== '11-01T00:00:00.000Z',
    );
    await ingest(ctx, 'sales', points);
    const options: ForecastOptions = { ...base, horizon: 20, holidays: { country: 'at' } };
    const forecast = await forecastMetric({ ctx, input: { metricId, options } });
    const closed = forecast.points
      .filter(({ mean }) => mean === 0)
      .map(({ at: instant }) => instant.toISOString());
    expect(closed).toEqual(['2026-12-08T00:00:00.000Z']);
    expect(forecast.card.explanation).toMatchObject({
      calendar: 'AT, days of UTC',
      events: [{ name: 'holiday', closed: true }],
    });
  });

  it('names the field of a country, state or zone that is none', async () => {
    const ctx = testContext();
    const points = dates(sold);
    const ask = (holidays: NonNullable<ForecastOptions['holidays']>) =>
      forecastFromRequest({ ctx, input: { points, timestampUnit: 'ms', ...base, holidays } });
    await expect(ask({ country: 'XX' })).rejects.toMatchObject({
      code: 'invalid-argument',
      fields: [{ pointer: '/holidays/country', detail: expect.stringMatching(/"XX": expected one of AD, /) }],
    });
    await expect(ask({ country: 'DE', state: 'ZZ' })).rejects.toMatchObject({
      fields: [{ pointer: '/holidays/state', detail: expect.stringContaining('BY') }],
    });
    await expect(ask({ country: 'DE', region: 'A' })).rejects.toMatchObject({
      fields: [{ pointer: '/holidays/state' }],
    });
    await expect(ask({ country: 'AT', grouping: 'each', before: 9, after: 9 })).rejects.toMatchObject({
      fields: [{ pointer: '/holidays', detail: expect.stringContaining('at most 60 coefficients') }],
    });
    const zone = forecastRequestSchema.safeParse({
      metricId,
      horizon: 1,
      holidays: { country: 'AT', timeZone: 'Mars/X' },
    });
    expect(zone.error?.issues.map(({ path }) => path)).toEqual([['holidays', 'timeZone']]);
  });

  it('answers for points sent along with values sent along, and reads and keeps nothing', async () => {
    const ctx = testContext();
    const iso = (instant: number) => new Date(instant).toISOString();
    const input = forecastRequestSchema.parse({
      points: dates(sold),
      horizon: 10,
      regressors: [{ name: 'promotion', history: dates(promoted), future: dates(promoted, 10).slice(-10) }],
      events: [{ name: 'fair', occurrences: [{ from: iso(end - 30 * day), to: iso(end - 29 * day) }] }],
      regression: 'always',
    });
    const { points, card } = await forecastFromRequest({ ctx, input });
    expect(points.map(({ contributions }) => contributions?.promotion !== undefined)).toEqual(
      new Array(10).fill(true),
    );
    expect(card.explanation).toMatchObject({ regressors: [{ metricId: null }], events: [{ name: 'fair' }] });
    expect(card.asked?.regression?.regressors?.[0]).toMatchObject({ historySent: true });
    expect([ctx.db.meter.reads, ctx.db.meter.writes]).toEqual([0, 0]);
  });

  it('is part of a pipeline call', async () => {
    const ctx = testContext();
    const body = {
      series: [{ metric: 'sales', labels: { shop: 'Graz' }, points: dates(open) }],
      timestampUnit: 'ms',
      horizon: 10,
      holidays: { country: 'AT' },
    };
    const { series } = await runPipeline({ ctx, input: { body } });
    expect(series[0]?.forecast?.card.explanation?.events[0]?.name).toBe('holiday');
    const wrong = { ...body, holidays: { country: 'XX' } };
    const refused = await runPipeline({ ctx, input: { body: wrong } });
    expect(refused.series[0]?.forecastProblem).toMatch(/unknown country "XX"/);
  });
});

describe('a forecast job with what explains its series', () => {
  const spec = { selector: { metricId }, schedule: '0 6 * * *', horizon: 5 };

  it('keeps regressors, events and holidays in its spec', async () => {
    const ctx = testContext();
    const explained = {
      ...spec,
      regressors: [{ name: 'promotion', metricId: promotionId, future: { '2026-12-01': 1 } }],
      events: [{ name: 'fair', occurrences: [{ from: '2026-12-05' }] }],
      holidays: { country: 'AT', grouping: 'each' as const },
    };
    const { jobId } = await createForecastJob({ ctx, input: explained });
    const kept = await storedJob(ctx, jobId);
    expect(readSpec(kept.spec)).toMatchObject({ problems: [], spec: explained });
  });

  it('runs with them, and says of a regressor that is not there which metric it misses', async () => {
    const ctx = await shop();
    const now = () => ctx.now;
    const runOf = async (id: string) => {
      const { jobId } = await createForecastJob({
        ctx,
        input: { ...spec, regressors: [{ name: 'promotion', metricId: id, future: 'stored' }] },
      });
      const { runId } = await runForecastJobNow({ ctx, input: { jobId } });
      await runForecastJob({
        ctx,
        input: { orgId: ctx.orgId, jobId, runId },
        deps: { forecastMetric, forecastHierarchy: forecastSelected, workerId: 'worker-1', clock: now },
      });
      return {
        run: await getForecastRun({ ctx, input: { jobId, runId } }),
        job: await storedJob(ctx, jobId),
      };
    };
    const { run } = await runOf(promotionId);
    expect(run).toMatchObject({ state: 'completed', outcomes: [{ outcome: 'forecast' }] });
    const forecast = await getForecast({ ctx, input: { forecastId: run.outcomes[0]?.forecastId ?? '' } });
    expect(forecast.card.explanation?.regressors[0]?.name).toBe('promotion');
    const missing = await runOf(metricIdOf('promotion', { shop: 'Linz' }));
    expect(missing.run.outcomes[0]).toMatchObject({
      outcome: 'skipped',
      message: expect.stringContaining('no metric'),
    });
    expect(missing.job.status.problems).toEqual([]);
  });

  it('is refused with a country that is none, and told so in the console', async () => {
    const ctx = testContext();
    const wrong = { ...spec, holidays: { country: 'XX' } };
    await expect(createForecastJob({ ctx, input: wrong })).rejects.toMatchObject({
      fields: [{ pointer: '/holidays/country' }],
    });
    const jobId = await addJob(ctx, { spec: wrong });
    const status = await reconcileJob({ ctx, input: { jobId } });
    expect(status).toMatchObject({ phase: 'invalid', nextRunAt: null });
    expect(status?.problems[0]?.pointer).toBe('/holidays/country');
  });

  it('does not take values that a document cannot hold, or that grow old', async () => {
    const regressors = [
      { name: 'a', metricId: promotionId, future: [['2026-12-01', 1]] },
      { name: 'b', history: [['2026-12-01', 1]] },
    ];
    expect(readSpec({ ...spec, regressors }).problems.map(({ pointer }) => pointer)).toEqual(
      ['/regressors/1/history', '/regressors/0/future'].sort((a, b) => a.localeCompare(b)),
    );
  });
});

describe('points that are planned', () => {
  it('are stored a year ahead, shown where they are asked for, and not taken for the newest', async () => {
    const ctx = testContext();
    const ahead = Date.parse('2027-11-01T00:00:00Z');
    await ingest(ctx, 'promotion', [...dates(promoted), [ahead, 1]], true);
    const metric = (await collection(ctx.db.firestore, ctx.orgId, 'metrics').doc(promotionId).get()).data();
    expect(metric?.lastPointAt).toEqual(new Date(end));
    const series = await readSeries({
      ctx,
      input: { metricId: promotionId, from: '2027-01-01', to: '2028-01-01', pageSize: 10 },
    });
    expect(series.points).toEqual([{ at: new Date(ahead), value: 1 }]);
  });

  it('need the word', async () => {
    const ctx = testContext();
    await expect(ingest(ctx, 'promotion', [[end + 30 * day, 1]])).rejects.toMatchObject({
      reason: 'ALL_POINTS_REJECTED',
      fields: [{ detail: expect.stringContaining('"planned"') }],
    });
  });
});
