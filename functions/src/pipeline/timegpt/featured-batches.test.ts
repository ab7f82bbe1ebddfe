import { describe, expect, it } from 'vitest';
import { unitContext } from '../../../test/support/unit-context.ts';
import {
  timeGptAnomaliesSchema,
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
import { crossValidateBatch } from './cross-validate-batch.ts';
import { detectBatch } from './detect-batch.ts';
import { detectOnlineBatch } from './detect-online-batch.ts';
import { forecastBatch } from './forecast-batch.ts';

const ctx = unitContext();
const forecast = (body: object) =>
  forecastBatch({
    ctx,
    input: parseOrThrow(timeGptForecastRequestSchema, { freq: 'D', h: 7, ...body }, 'body'),
  });
const crossValidate = (body: object) =>
  crossValidateBatch({
    ctx,
    input: parseOrThrow(timeGptCrossValidationRequestSchema, { freq: 'D', h: 7, ...body }, 'body'),
  });
const detect = (body: object) =>
  detectBatch({ ctx, input: parseOrThrow(timeGptAnomalyRequestSchema, { freq: 'D', ...body }, 'body') });
const detectOnline = (body: object) => {
  const request = { freq: 'D', h: 1, detection_size: 10, ...body };
  return detectOnlineBatch({ ctx, input: parseOrThrow(timeGptOnlineAnomalyRequestSchema, request, 'body') });
};

const noise = (t: number) => ((t * 7_919) % 97) / 97;
const promotions = Array.from({ length: 107 }, (_, t) => (noise(3 * t + 1) < 0.2 ? 1 : 0));
const weather = promotions.map((_, t) => (noise(5 * t + 2) < 0.3 ? 'rain' : 'sun'));
const sales = promotions.map(
  (promotion, t) =>
    100 + 10 * Math.sin((2 * Math.PI * t) / 7) + 40 * promotion - (weather[t] === 'rain' ? 25 : 0) + noise(t),
);
const visits = promotions.map((_, t) => noise(11 * t));
const past = <T>(values: readonly T[]) => values.slice(0, 100);
const ahead = <T>(values: readonly T[]) => values.slice(100);
const twice = <T>(values: readonly T[]) => [...values, ...values];
const small = past(sales).map((value) => value / 1_000);
const explained = {
  y: [...past(sales), ...small],
  sizes: [100, 100],
  X: [twice(past(promotions)), twice(past(weather)), twice(past(visits))],
  X_future: [twice(ahead(promotions)), twice(ahead(weather))],
  categorical_exog: [1],
};
const distance = (mean: readonly number[]) =>
  ahead(sales).reduce((sum, value, step) => sum + Math.abs(value - (mean[step] ?? 0)) / 7, 0);

describe('features of a forecast', () => {
  it('make the forecast better, each series with its own stretch of them', async () => {
    const answer = await forecast({ series: explained, level: [80] });
    const plain = await forecast({ series: { y: explained.y, sizes: [100, 100] } });
    expect(distance(answer.mean)).toBeLessThan(2);
    expect(distance(plain.mean)).toBeGreaterThan(10);
    answer.mean.slice(7).forEach((mean, step) => {
      expect(mean).toBeCloseTo((answer.mean[step] ?? 0) / 1_000, 6);
    });
    expect(timeGptForecastSchema.parse(answer)).toEqual(answer);
  });

  it('add up, with what is left, to the mean, and have weights', async () => {
    const answer = await forecast({ series: explained, feature_contributions: true });
    const parts = answer.feature_contributions ?? [];
    expect(parts.map(({ length }) => length)).toEqual([14, 14, 14, 14]);
    answer.mean.forEach((mean, step) => {
      expect(parts.reduce((sum, part) => sum + (part[step] ?? 0), 0)).toBeCloseTo(mean, 8);
    });
    const [shown = 0] = ahead(promotions).flatMap((value, step) => (value === 1 ? [step] : []));
    const [hidden = 0] = ahead(promotions).flatMap((value, step) => (value === 0 ? [step] : []));
    expect((parts[0]?.[shown] ?? 0) - (parts[0]?.[hidden] ?? 0)).toBeCloseTo(40, 0);
    const [ofPromotions = 0, ofWeather = 0, ofVisits = 0] = answer.weights_x ?? [];
    expect(ofPromotions + ofWeather + ofVisits).toBeCloseTo(1, 10);
    expect(Math.min(ofPromotions, ofWeather)).toBeGreaterThan(10 * ofVisits);
  });

  it('add nothing, and leave the forecast to the ensemble, where they teach nothing', async () => {
    const usual = past(promotions).map((_, t) => 100 + 10 * Math.sin((2 * Math.PI * t) / 7) + 2 * noise(t));
    const useless = {
      y: usual,
      sizes: [100],
      X: [usual.map((_, t) => noise(t * t))],
      X_future: [[0, 0, 0, 0, 0, 0, 0]],
    };
    const [answer, plain] = await Promise.all([
      forecast({ series: useless, feature_contributions: true, level: [80] }),
      forecast({ series: { y: usual, sizes: [100] }, level: [80] }),
    ]);
    expect(answer).toMatchObject({ mean: plain.mean, intervals: plain.intervals, weights_x: [0] });
    expect(answer.feature_contributions).toEqual([[0, 0, 0, 0, 0, 0, 0], plain.mean]);
  });

  it('may lack values, as the series may, at its end too', async () => {
    const hole = <T>(values: readonly T[]) => values.map((value, t) => (t % 11 === 5 ? null : value));
    const y = [...hole(past(sales)).slice(0, 98), null, null];
    const X = [past(promotions), hole(past(weather)), past(visits)];
    const X_future = [ahead(promotions), ahead(weather)];
    const answer = await forecast({ series: { ...explained, y, sizes: [100], X, X_future } });
    expect(distance(answer.mean)).toBeLessThan(5);
  });

  it('never lead out of what numbers hold', async () => {
    const X_future = [ahead(promotions).map(() => 1.7e308), ahead(weather)];
    const series = {
      ...explained,
      y: past(sales),
      sizes: [100],
      X: [past(promotions), past(weather), past(visits)],
      X_future,
    };
    const answer = await forecast({ series, level: [99], feature_contributions: true });
    const parts = answer.feature_contributions ?? [];
    const numbers = [answer.mean, ...Object.values(answer.intervals ?? {}), ...parts].flat();
    expect(numbers.every(Number.isFinite)).toBe(true);
  });

  it('are known in the windows of a cross-validation unless they are historic', async () => {
    const series = { y: sales, sizes: [107], X: [promotions, weather], categorical_exog: [1] };
    const [known, historic] = await Promise.all([
      crossValidate({ series, feature_contributions: true }),
      crossValidate({ series, hist_exog: [0, 1] }),
    ]);
    expect(distance(known.mean)).toBeLessThan(2);
    expect(distance(historic.mean)).toBeGreaterThan(10);
    expect(known.feature_contributions).toHaveLength(3);
    expect(historic.feature_contributions).toBeNull();
    const first = await forecast({
      series: {
        ...series,
        y: past(sales),
        sizes: [100],
        X: [past(promotions), past(weather)],
        X_future: [ahead(promotions), ahead(weather)],
      },
    });
    expect(known.mean).toEqual(first.mean);
  });

  it('help a method of ours that is asked for by name too', async () => {
    const series = {
      ...explained,
      y: past(sales),
      sizes: [100],
      X: explained.X.map((all) => all.slice(0, 100)),
    };
    const X_future = [ahead(promotions), ahead(weather)];
    const answer = await forecast({ series: { ...series, X_future }, model: 'seasonal-naive' });
    const plain = await forecast({ series: { y: past(sales), sizes: [100] }, model: 'seasonal-naive' });
    expect(distance(answer.mean)).toBeLessThan(2);
    expect(distance(plain.mean)).toBeGreaterThan(10);
  });

  it('leave a series that was never negative that way', async () => {
    const few = past(promotions).map((promotion, t) => Math.max(0, 30 * promotion - 5 + noise(t)));
    const X_future = [ahead(promotions).map(() => -3)];
    const series = { y: few, sizes: [100], X: [past(promotions)], X_future };
    const answer = await forecast({ series, level: [95] });
    expect(answer.weights_x).toEqual([1]);
    for (const value of [...answer.mean, ...(answer.intervals?.['lo-95'] ?? [])])
      expect(value).toBeGreaterThanOrEqual(0);
  });

  it.each([
    ['a row that is too short', { X: [[1, 2]], X_future: null }, '/series/X/0'],
    ['a future that is too short', { X_future: [[1]] }, '/series/X_future/0'],
    ['a future of nothing', { X: null, categorical_exog: null }, '/series/X_future'],
    ['text that is not said to be a category', { categorical_exog: [] }, '/series/X/1'],
    ['a category that is not there', { categorical_exog: [1, 3] }, '/series/categorical_exog'],
    ['a list in a row', { X: [explained.y.map(() => [])], X_future: null }, '/series/X/0/0'],
    ['too many', { X: new Array(101).fill([]), X_future: null }, '/series/X'],
  ])('are refused with their place: %s', async (_, change, pointer) => {
    const refused = Promise.resolve().then(() => forecast({ series: { ...explained, ...change } }));
    await expect(refused).rejects.toMatchObject({
      fields: expect.arrayContaining([expect.objectContaining({ pointer })]),
    });
  });

  it('are refused where hist_exog names another', async () => {
    const refused = Promise.resolve().then(() =>
      crossValidate({ series: { y: [1, 2], sizes: [2] }, hist_exog: [0] }),
    );
    await expect(refused).rejects.toMatchObject({
      fields: [expect.objectContaining({ pointer: '/hist_exog' })],
    });
  });
});

describe('features of values that are judged', () => {
  /** A promotion every eleventh day, of which the detector alone knows nothing, and an odd value on an ordinary day. */
  const days = Array.from({ length: 200 }, (_, t) => t);
  const promoted = days.map((t) => (noise(13 * t + 5) < 0.06 ? 1 : 0));
  const orders = days.map((t) => 100 + 60 * (promoted[t] ?? 0) + 4 * noise(t));
  const oddDay = 195;
  const odd = orders.map((value, t) => (t === oddDay ? value + 60 : value));
  const series = { y: odd, sizes: [200], X: [promoted] };
  const flaggedDays = (anomaly: readonly boolean[]) =>
    anomaly.flatMap((is, place) => (is ? [200 - anomaly.length + place] : []));

  it('explain them, so that only what they do not explain is an anomaly', async () => {
    expect(promoted[oddDay]).toBe(0);
    const [plain, explained] = await Promise.all([
      detect({ series: { y: odd, sizes: [200] } }),
      detect({ series }),
    ]);
    expect(timeGptAnomaliesSchema.parse(explained)).toEqual(explained);
    const promotionsFlagged = (answer: typeof plain) =>
      flaggedDays(answer.anomaly).filter((day) => promoted[day] === 1).length;
    expect(promotionsFlagged(plain)).toBeGreaterThan(1);
    expect(promotionsFlagged(explained)).toBe(0);
    expect(flaggedDays(explained.anomaly)).toContain(oddDay);
    expect(explained.weights_x).toEqual([1]);
    const offset = 200 - explained.mean.length;
    explained.mean.forEach((mean, place) => {
      const expected = 102 + 60 * (promoted[offset + place] ?? 0);
      expect(Math.abs(mean - expected)).toBeLessThan(8);
      expect(mean).toBeGreaterThan(explained.intervals?.['lo-99']?.[place] ?? 0);
      expect(mean).toBeLessThan(explained.intervals?.['hi-99']?.[place] ?? 0);
    });
  });

  it('are learnt in online detection from before the values judged only', async () => {
    const answer = await detectOnline({ series });
    expect(timeGptOnlineAnomaliesSchema.parse(answer)).toEqual(answer);
    expect(flaggedDays(answer.anomaly)).toEqual([oddDay]);
    const changed = odd.map((value, t) => (t > 190 ? 5 * value : value));
    const later = await detectOnline({ series: { ...series, y: changed } });
    expect(later.mean[0]).toBe(answer.mean[0]);
  });

  it('that are historic act on the next value', async () => {
    const shifted = [...promoted.slice(1), 0];
    const [known, historic] = await Promise.all([
      detect({ series: { ...series, X: [shifted] } }),
      detect({ series: { ...series, X: [shifted] }, hist_exog: [0] }),
    ]);
    const flagged = (answer: typeof known) =>
      flaggedDays(answer.anomaly).filter((day) => promoted[day] === 1).length;
    expect(flagged(known)).toBeGreaterThan(1);
    expect(flagged(historic)).toBe(0);
  });

  it('that teach nothing change nothing', async () => {
    const useless = days.map((t) => noise(t * t));
    const [plain, answer] = await Promise.all([
      detect({ series: { y: odd, sizes: [200] } }),
      detect({ series: { ...series, X: [useless] } }),
    ]);
    expect(answer).toMatchObject({ mean: plain.mean, anomaly: plain.anomaly, weights_x: [0] });
    expect(plain.weights_x).toBeNull();
  });

  it('are refused where hist_exog names another', async () => {
    const refused = Promise.resolve().then(() => detect({ series, hist_exog: [1] }));
    await expect(refused).rejects.toMatchObject({
      fields: [expect.objectContaining({ pointer: '/hist_exog' })],
    });
  });
});
