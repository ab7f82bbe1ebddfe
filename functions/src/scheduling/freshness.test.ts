import { describe, expect, test } from 'vitest';
import { hourlySpec } from '../../test/support/forecast-jobs.ts';
import { forecastJobSpecSchema } from '../contracts/forecast-job.ts';
import { durationMs, freshnessSchema } from '../contracts/job-policies.ts';
import { forecastExample } from '../http/routes/v1/examples/forecast.ts';
import { seriesForecast } from './forecast-series.ts';
import { judgeFreshness, withAge } from './freshness.ts';

const scheduledFor = new Date('2026-11-21T13:00:00Z');
const later = (minutes: number) => new Date(scheduledFor.getTime() + minutes * 60_000);
const selection = (ages: Readonly<Record<string, number | null>>) => ({
  metricIds: Object.keys(ages),
  problems: [],
  newest: new Map(
    Object.entries(ages).map(([id, hours]) => [id, hours === null ? null : later(-60 * hours)]),
  ),
});
const judge = (
  freshness: object | undefined,
  ages: Parameters<typeof selection>[0],
  minutes = 0,
  more = {},
) =>
  judgeFreshness(
    { freshness: freshness && freshnessSchema.parse({ maxAge: '6h', ...freshness }), ...more },
    selection(ages),
    { scheduledFor },
    later(minutes),
  );

test('a duration is so many minutes, hours or days', () => {
  expect(['90m', '6h', '2d'].map(durationMs)).toEqual([5_400_000, 21_600_000, 172_800_000]);
});

test.each([
  [{ maxAge: '0h' }, '/freshness/maxAge'],
  [{ maxAge: 'PT6H' }, '/freshness/maxAge'],
  [{ maxAge: 6 }, '/freshness/maxAge'],
  [{}, '/freshness/maxAge'],
  [{ maxAge: '6h', whenStale: 'panic' }, '/freshness/whenStale'],
  [{ maxAge: '6h', whenStale: 'wait' }, '/freshness/waitAtMost'],
  [{ maxAge: '6h', whenStale: 'skip', waitAtMost: '1h' }, '/freshness/waitAtMost'],
  [{ maxAge: '6h', whenStale: 'wait', waitAtMost: '8d' }, '/freshness/waitAtMost'],
])('freshness %j is refused at %s', (freshness, pointer) => {
  const parsed = forecastJobSpecSchema.safeParse({ ...hourlySpec, freshness });
  expect(parsed.error?.issues.map(({ path }) => `/${path.join('/')}`)).toEqual([pointer]);
});

describe('a run over late data', () => {
  test.each<[string, object | undefined, Record<string, number | null>]>([
    ['nothing is asked', undefined, { met_a: 100 }],
    ['it is to proceed', {}, { met_a: 100 }],
    ['everything is fresh', { whenStale: 'skip' }, { met_a: 6, met_b: 0 }],
    ['points are planned ahead', { whenStale: 'skip' }, { met_a: -5 }],
    ['a series has no points, which forecasting tells', { whenStale: 'skip' }, { met_a: null }],
  ])('goes on with all series when %s', (_, freshness, ages) => {
    expect(judge(freshness, ages)).toEqual({ metricIds: Object.keys(ages), leftOut: [] });
  });

  test('leaves out the stale ones, by name', () => {
    expect(judge({ whenStale: 'skip' }, { met_a: 1, met_b: 7.5 })).toEqual({
      metricIds: ['met_a'],
      leftOut: [
        {
          metricId: 'met_b',
          outcome: 'skipped',
          reason: 'stale',
          forecastId: null,
          newestAt: later(-450),
          ageSeconds: 27_000,
          message: 'the newest point is 7.5 h old, more than 6h',
        },
      ],
    });
  });

  test('makes no sums without a stale part', () => {
    const hierarchy = { by: ['*'], method: 'auto' } as const;
    const judged = judge({ whenStale: 'skip' }, { met_a: 1, met_b: 72 }, 0, { hierarchy });
    expect(judged).toMatchObject({
      metricIds: [],
      leftOut: [
        { metricId: 'met_b', reason: 'stale', message: 'the newest point is 3 d old, more than 6h' },
        { metricId: 'met_a', reason: 'in-no-sum' },
      ],
    });
  });

  const wait = { whenStale: 'wait', waitAtMost: '2h' };
  const ages = { met_a: 7, met_b: 1, met_c: 9 };

  test('waits a twelfth of the time at once, and says for what and until when', () => {
    expect(judge(wait, ages)).toEqual({
      until: later(10),
      deadline: later(120),
      message:
        'waits for data: met_a: the newest point is 7 h old, more than 6h (and 1 more); goes on without at 2026-11-21T15:00:00.000Z',
    });
  });

  test.each([
    ['never longer than to its end', '2h', 115, 120],
    ['five minutes at least', '30m', 0, 5],
    ['half an hour at the most', '7d', 0, 30],
  ])('waits %s', (_, waitAtMost, minutes, until) => {
    expect(judge({ ...wait, waitAtMost }, ages, minutes)).toMatchObject({ until: later(until) });
  });

  test('goes on with what there is when the time is over', () => {
    expect(judge(wait, ages, 120)).toEqual({ metricIds: Object.keys(ages), leftOut: [] });
  });
});

describe('the outcome of a series that was forecast', () => {
  const newestAt = scheduledFor;
  const made = (label: 'hourly' | 'monthly') => {
    const resolution =
      label === 'hourly'
        ? ({ label, unit: 'millisecond', count: 3_600_000 } as const)
        : ({ label, unit: 'month', count: 1 } as const);
    const { card } = forecastExample;
    const history = { ...card.history, newestAt, resolution };
    const to = later(1_440);
    return seriesForecast('met_a', { forecastId: 'fct_a', horizon: 24, to, card: { cautions: [], history } });
  };
  const outcomeAfter = (hours: number, label: 'hourly' | 'monthly', maxAge?: string) =>
    withAge(
      made(label),
      maxAge === undefined ? undefined : freshnessSchema.parse({ maxAge }),
      later(60 * hours),
    ).outcome;

  test('says which data it saw and how old that was', () => {
    expect(outcomeAfter(2, 'hourly')).toMatchObject({ reason: null, newestAt, ageSeconds: 7_200 });
    expect(outcomeAfter(-2, 'hourly')).toMatchObject({ reason: null, newestAt, ageSeconds: 0 });
  });

  test.each([
    [7, 'hourly', '6h', 'the newest point is 7 h old, more than 6h'],
    [51, 'hourly', undefined, 'the newest point is 2.1 d old'],
    [24 * 70, 'monthly', undefined, 'the newest point is 70 d old'],
  ] as const)('is stale %d hours after a point of %s data', (hours, label, maxAge, words) => {
    const { outcome, reason, message } = outcomeAfter(hours, label, maxAge);
    expect({ outcome, reason }).toEqual({ outcome: 'forecast', reason: 'stale' });
    expect(message).toBe(`24 steps ahead, to 2026-11-22T13:00:00.000Z; ${words}`);
  });

  test.each([
    [6, 'hourly', '6h'],
    [49, 'hourly', undefined],
    [24 * 60, 'monthly', undefined],
  ] as const)('is not stale %d hours after a point of %s data', (hours, label, maxAge) => {
    expect(outcomeAfter(hours, label, maxAge).reason).toBeNull();
  });
});
