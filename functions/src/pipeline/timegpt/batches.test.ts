import { describe, expect, it } from 'vitest';
import { unitContext } from '../../../test/support/unit-context.ts';
import {
  timeGptAnomaliesSchema,
  timeGptCrossValidationSchema,
  timeGptForecastSchema,
  timeGptOnlineAnomaliesSchema,
} from '../../contracts/timegpt-answers.ts';
import {
  timeGptAnomalyRequestSchema,
  timeGptCrossValidationRequestSchema,
  timeGptForecastRequestSchema,
  timeGptOnlineAnomalyRequestSchema,
} from '../../contracts/timegpt-requests.ts';
import { parseOrThrow } from '../../contracts/validation.ts';
import { forecastSeries } from '../../forecasting/index.ts';
import { crossValidateBatch } from './cross-validate-batch.ts';
import { detectBatch } from './detect-batch.ts';
import { detectOnlineBatch } from './detect-online-batch.ts';
import { forecastBatch } from './forecast-batch.ts';

const ctx = unitContext();
const days = (length: number, level: number) =>
  Array.from({ length }, (_, t) => level + 10 * Math.sin((2 * Math.PI * t) / 7) + ((t * 7_919) % 97) / 50);
const [a, b] = [days(90, 100), days(60, 1_000)];
const series = { y: [...a, ...b], sizes: [90, 60] };

const forecast = (body: object) =>
  forecastBatch({
    ctx,
    input: parseOrThrow(timeGptForecastRequestSchema, { series, freq: 'D', h: 7, ...body }, 'body'),
  });
const crossValidate = (body: object) =>
  crossValidateBatch({
    ctx,
    input: parseOrThrow(timeGptCrossValidationRequestSchema, { series, freq: 'D', h: 7, ...body }, 'body'),
  });

describe('forecastBatch', () => {
  it('answers h values a series, one series after the other, with intervals keyed by level', async () => {
    const answer = await forecast({ level: [90, 80.5, 90] });
    expect(timeGptForecastSchema.parse(answer)).toEqual(answer);
    expect(answer.mean).toHaveLength(14);
    expect(Math.max(...answer.mean.slice(0, 7))).toBeLessThan(200);
    expect(Math.min(...answer.mean.slice(7))).toBeGreaterThan(900);
    expect(Object.keys(answer.intervals ?? {})).toEqual(['lo-80.5', 'hi-80.5', 'lo-90', 'hi-90']);
    const { 'lo-90': lower = [], 'hi-90': upper = [], 'lo-80.5': inner = [] } = answer.intervals ?? {};
    answer.mean.forEach((mean, i) => {
      const [least, less, most] = [lower[i] ?? 0, inner[i] ?? 0, upper[i] ?? 0];
      expect(least <= less && less <= mean && mean <= most).toBe(true);
    });
    expect(answer).toMatchObject({ input_tokens: 150, output_tokens: 14, finetune_tokens: 0 });
  });

  it('is the forecast of our own engine', async () => {
    const dayMs = 86_400_000;
    const own = forecastSeries({
      observations: a.map((value, t) => ({ at: Date.UTC(2000, 0, 1) + t * dayMs, value })),
      horizon: 7,
      levels: [80],
      resolution: { unit: 'millisecond', count: dayMs },
    });
    const answer = await forecast({ level: [80] });
    expect(answer.mean.slice(0, 7)).toEqual(own.mean);
    expect(answer.intervals?.['hi-80']?.slice(0, 7)).toEqual(own.intervals[0]?.upper);
  });

  it('has no intervals without levels, and one without width at level 0', async () => {
    expect((await forecast({ level: null })).intervals).toBeNull();
    const median = await forecast({ level: [0] });
    expect(median.intervals).toEqual({ 'lo-0': median.mean, 'hi-0': median.mean });
  });

  it('forecasts from after the last place where values are missing at the end', async () => {
    const known = a.slice(0, 88);
    const whole = await forecast({ series: { y: known, sizes: [88] }, h: 9 });
    const gap = await forecast({ series: { y: [...known, null, null], sizes: [90] }, h: 7 });
    expect(gap.mean).toEqual(whole.mean.slice(2));
  });

  it('forecasts with the method of ours that is asked for', async () => {
    const y = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12];
    const answer = await forecast({ series: { y, sizes: [12] }, model: 'drift', h: 2 });
    expect(answer.mean[1]).toBeCloseTo(14, 6);
  });

  it.each([[[5]], [[5, 5, 5]], [[0, 0, 0, 0]], [[1e300, -1e300]], [[1e-300, 2e-300, 0]]])(
    'answers finite numbers for %j',
    async (y) => {
      const answer = await forecast({ series: { y, sizes: [y.length] }, level: [99], freq: 'MS' });
      const numbers = [...answer.mean, ...Object.values(answer.intervals ?? {}).flat()];
      expect(numbers).toHaveLength(21);
      expect(numbers.every(Number.isFinite)).toBe(true);
    },
  );

  it('refuses a series without a value and one that ends too long ago', async () => {
    const nulls = new Array<null>(9_995).fill(null);
    await expect(forecast({ series: { y: [1, null], sizes: [1, 1] } })).rejects.toThrow(
      'series 1 has no value',
    );
    await expect(forecast({ series: { y: [1, ...nulls], sizes: [9_996] } })).rejects.toThrow(
      'series 0 ends with 9995 missing values',
    );
  });

  it('refuses a series that no calendar holds', async () => {
    await expect(forecast({ series: { y: a, sizes: [90] }, freq: '99999W' })).rejects.toThrow(
      'series 0 is longer than any calendar',
    );
  });

  it('refuses more series than one request forecasts, before forecasting one', async () => {
    const y = new Array<number>(1_001).fill(1);
    await expect(forecast({ series: { y, sizes: y } })).rejects.toMatchObject({ reason: 'WORK_TOO_LARGE' });
  });

  it('needs the permission', async () => {
    const input = parseOrThrow(timeGptForecastRequestSchema, { series, freq: 'D', h: 1 }, 'body');
    await expect(forecastBatch({ ctx: unitContext([]), input })).rejects.toMatchObject({
      reason: 'PERMISSION_MISSING',
    });
  });
});

describe('crossValidateBatch', () => {
  it('answers windows in the places that idxs name, each from what lay before it', async () => {
    const answer = await crossValidate({ n_windows: 2, step_size: 3, level: [80] });
    expect(timeGptCrossValidationSchema.parse(answer)).toEqual(answer);
    const range = (from: number) => Array.from({ length: 7 }, (_, k) => from + k);
    expect(answer.sizes).toEqual([14, 14]);
    expect(answer.idxs).toEqual([...range(80), ...range(83), ...range(140), ...range(143)]);
    const first = await forecast({ series: { y: a.slice(0, 80), sizes: [80] }, level: [80] });
    expect(answer.mean.slice(0, 7)).toEqual(first.mean);
    expect(answer.intervals?.['lo-80']?.slice(0, 7)).toEqual(first.intervals?.['lo-80']);
  });

  it('sees nothing of the window or after it', async () => {
    const changed = { y: [...a.slice(0, 83), ...new Array<number>(7).fill(-5), ...b], sizes: [90, 60] };
    const [before, after] = await Promise.all([crossValidate({}), crossValidate({ series: changed })]);
    expect(after.mean.slice(0, 7)).toEqual(before.mean.slice(0, 7));
  });

  it('covers the newest part of the whole history when asked for it', async () => {
    const answer = await crossValidate({ full_history: true, h: 50 });
    const [first = 0, second = 0] = answer.sizes;
    expect(first).toBeGreaterThan(45);
    expect(answer.idxs).toEqual([
      ...Array.from({ length: first }, (_, k) => 90 - first + k),
      ...Array.from({ length: second }, (_, k) => 150 - second + k),
    ]);
    expect(answer.mean).toHaveLength(first + second);
  });

  it('refuses windows that are too many to forecast', async () => {
    await expect(crossValidate({ n_windows: 600, h: 1 })).rejects.toMatchObject({ reason: 'WORK_TOO_LARGE' });
  });
});

describe('detection', () => {
  const hours = Array.from({ length: 200 }, (_, t) => 50 + 10 * Math.sin((2 * Math.PI * t) / 24) + (t % 5));
  const odd = hours.map((value, t) => (t === 195 ? 400 : value));
  const two = { y: [...odd, ...hours], sizes: [200, 200] };

  it('judges the past of each series, the newest part of it', async () => {
    const input = parseOrThrow(timeGptAnomalyRequestSchema, { series: two, freq: 'h' }, 'body');
    const answer = await detectBatch({ ctx, input });
    expect(timeGptAnomaliesSchema.parse(answer)).toEqual(answer);
    const [first = 0, second = 0] = answer.sizes;
    expect(first).toBeGreaterThan(130);
    expect(answer.anomaly).toHaveLength(first + second);
    expect(answer.anomaly[first - 5]).toBe(true);
    expect(answer.anomaly.slice(first).filter(Boolean)).toHaveLength(0);
    expect(Object.keys(answer.intervals ?? {})).toEqual(['lo-99', 'hi-99']);
  });

  const online = (body: object) => {
    const request = { series: two, freq: 'h', h: 5, detection_size: 10, ...body };
    return detectOnlineBatch({
      ctx,
      input: parseOrThrow(timeGptOnlineAnomalyRequestSchema, request, 'body'),
    });
  };

  it('judges the newest values, each in its place', async () => {
    const answer = await online({});
    expect(timeGptOnlineAnomaliesSchema.parse(answer)).toEqual(answer);
    expect(answer.sizes).toEqual([10, 10]);
    expect(answer.idxs.slice(0, 10)).toEqual(Array.from({ length: 10 }, (_, k) => 190 + k));
    expect(answer.anomaly.indexOf(true)).toBe(5);
    expect(answer.anomaly_score[5]).toBeGreaterThan(10);
    expect(answer.accumulated_anomaly_score).toBeNull();
  });

  it('judges all series of an instant together when asked to', async () => {
    const answer = await online({ threshold_method: 'multivariate' });
    expect(answer.intervals).toBeNull();
    expect(answer.anomaly[5]).toBe(true);
    expect(answer.anomaly[15]).toBe(true);
    expect(answer.accumulated_anomaly_score?.slice(0, 10)).toEqual(
      answer.accumulated_anomaly_score?.slice(10),
    );
  });

  it('answers less for a series that is shorter', async () => {
    const short = { y: [...odd, 1, 2, 3], sizes: [200, 3] };
    expect((await online({ series: short })).sizes).toEqual([10, 0]);
    await expect(online({ series: short, threshold_method: 'multivariate' })).rejects.toMatchObject({
      fields: [expect.objectContaining({ pointer: '/threshold_method' })],
    });
  });
});
