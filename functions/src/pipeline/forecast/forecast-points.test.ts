import { describe, expect, it } from 'vitest';
import type { ForecastOptions } from '../../contracts/forecast-options.ts';
import { modelCardSchema } from '../../contracts/model-card.ts';
import {
  type TimeGpt,
  type TimeGptAnswer,
  type TimeGptQuestion,
  TimeGptUnavailable,
} from '../../contracts/timegpt-backend.ts';
import { answeredForecast } from './answered-forecast.ts';
import { forecastPoints } from './forecast-points.ts';
import { makeForecast } from './make-forecast.ts';

const hour = 3_600_000;
const start = Date.parse('2026-11-01T00:00:00Z');
const points = Array.from({ length: 100 }, (_, t) => ({ at: start + t * hour, value: 10 + (t % 24) }));
const options: ForecastOptions = { horizon: 2, levels: [80, 95], backend: 'timegpt', model: 'auto' };

const reply = {
  model: 'timegpt-1',
  mean: [20.4, -3],
  intervals: [
    { level: 80, lower: [18, -6], upper: [22, -1] },
    { level: 95, lower: [19, -9], upper: [21, 3] },
  ],
  tokens: { input: 100, output: 2, finetune: 0 },
  cost: { amount: 0.00102, currency: 'EUR' },
};

/** A TimeGPT that keeps what it was asked. */
function answering(answer: () => TimeGptAnswer): { timegpt: TimeGpt; asked: TimeGptQuestion[] } {
  const asked: TimeGptQuestion[] = [];
  return {
    asked,
    timegpt: {
      forecast: async (questions) => {
        asked.push(...questions);
        return questions.map(answer);
      },
    },
  };
}

describe('forecastPoints', () => {
  it('asks nobody else unless TimeGPT is asked for by name', async () => {
    const { timegpt, asked } = answering(() => reply);
    for (const backend of ['auto', 'statistical'] as const) {
      const made = await forecastPoints({ timegpt }, points, { ...options, backend });
      expect(made.backend).toBe('statistical');
      expect(made.card.tokens).toBeUndefined();
    }
    expect(asked).toEqual([]);
  });

  it('says what to set where there is no TimeGPT', async () => {
    await expect(forecastPoints({}, points, options)).rejects.toMatchObject({
      code: 'failed-precondition',
      reason: 'TIMEGPT_NOT_CONFIGURED',
      message: expect.stringContaining('NIXTLA_API_KEY'),
    });
  });

  it('asks about the grid, oldest first, gaps filled', async () => {
    const { timegpt, asked } = answering(() => reply);
    const shuffled = points.filter((_, t) => t !== 50).reverse();
    await forecastPoints({ timegpt }, shuffled, options);
    expect(asked).toHaveLength(1);
    expect(asked[0]).toMatchObject({ freq: 'H', h: 2, levels: [80, 95] });
    expect(asked[0]?.y).toHaveLength(100);
    expect(asked[0]?.y.slice(0, 3)).toEqual([10, 11, 12]);
    expect(asked[0]?.y.every(Number.isFinite)).toBe(true);
  });

  it('asks about the steps that there were where clocks changed, unrepaired, and says nothing of repairs', async () => {
    const { timegpt, asked } = answering(() => reply);
    const october = Array.from({ length: 24 * 40 }, (_, t) => ({
      at: Date.parse('2026-10-01T00:00:00Z') + t * hour,
      value: t === 900 ? 4_000 : 100 + (t % 24) + ((t * 7_919) % 97) / 50,
    }));
    const made = await forecastPoints({ timegpt }, october, { ...options, timeZone: 'Europe/Vienna' });
    expect(asked[0]?.y).toHaveLength(october.length);
    expect(asked[0]?.y[900]).toBe(4_000);
    expect(made.card.history).toMatchObject({ timeZone: 'Europe/Vienna', repairs: [], repairCount: 0 });
    expect(made.card.cautions.map(({ code }) => code)).not.toContain('outliers-repaired');
    const own = makeForecast(october, { ...options, timeZone: 'Europe/Vienna' });
    expect(own.card.history.repairCount).toBe(1);
  });

  it('gives its answer on our instants, nested, within the bounds, with tokens', async () => {
    const { timegpt } = answering(() => reply);
    const made = await forecastPoints({ timegpt }, points, options);
    expect(made).toMatchObject({ backend: 'timegpt', from: new Date(start + 100 * hour) });
    expect(made.points[0]).toMatchObject({
      mean: 20.4,
      intervals: [
        { level: 80, lower: 18, upper: 22 },
        { level: 95, lower: 18, upper: 22 },
      ],
    });
    expect(made.points[0]?.standardDeviation).toBeCloseTo(4 / (2 * 1.96), 3);
    expect(made.points[1]).toMatchObject({
      mean: 0,
      intervals: [
        { lower: 0, upper: 0 },
        { lower: 0, upper: 3 },
      ],
    });
    expect(made.card).toMatchObject({
      model: 'timegpt-1',
      weights: [{ name: 'timegpt-1', weight: 1 }],
      candidates: [],
      backtest: null,
      engineVersion: 'nixtla-v2/timegpt-1',
      tokens: reply.tokens,
      tokenCost: reply.cost,
    });
    expect(modelCardSchema.parse(made.card)).toEqual(made.card);
  });

  it('keeps the bounds that are asked for', async () => {
    const { timegpt } = answering(() => reply);
    const bounds = { minimum: -5, integer: true };
    const made = await forecastPoints({ timegpt }, points, { ...options, bounds });
    expect(made.points.map(({ mean }) => mean)).toEqual([20, -3]);
    expect(made.points[1]?.intervals[1]).toMatchObject({ lower: -5, upper: 3 });
  });

  it('asks for the levels that quantiles need, and reads quantiles and crossings off its intervals', async () => {
    const { timegpt, asked } = answering(() => reply);
    const question = { threshold: 22, direction: 'above' } as const;
    const made = await forecastPoints({ timegpt }, points, {
      ...options,
      levels: [95],
      quantiles: [0.1, 0.5, 0.975],
      crossings: [question],
    });
    expect(asked[0]?.levels).toEqual([80, 95]);
    const [first] = answeredForecast(made).points;
    expect(first?.intervals.map(({ level }) => level)).toEqual([95]);
    expect(first?.quantiles).toEqual([
      { probability: 0.1, value: 18 },
      { probability: 0.5, value: 20.4 },
      { probability: 0.975, value: 22 },
    ]);
    // 22 is the 90 % and the 97.5 % quantile of the first step, after which it cannot be reached.
    expect(made.crossings).toMatchObject([{ ...question, alreadyCrossed: false, at: made.from }]);
    expect(made.crossings[0]?.probability).toBeCloseTo(0.1, 1);
  });

  it('gives our own forecast with the reason where TimeGPT has no answer', async () => {
    const { timegpt } = answering(
      () => new TimeGptUnavailable('the limit of requests to TimeGPT is used up (429, A20)'),
    );
    const made = await forecastPoints({ timegpt }, points, options);
    const own = makeForecast(points, options);
    expect(made).toMatchObject({ backend: 'statistical', points: own.points });
    expect(made.card.cautions.at(-1)).toEqual({
      code: 'timegpt-unavailable',
      message:
        'TimeGPT was asked for, but the limit of requests to TimeGPT is used up (429, A20): our own ensemble made this forecast',
    });
  });

  it('says what an answer cost that could not be used', async () => {
    const { tokens, cost } = reply;
    const { timegpt } = answering(() => new TimeGptUnavailable('nothing of use came', { tokens, cost }));
    const { card, backend } = await forecastPoints({ timegpt }, points, options);
    expect({ backend, tokens: card.tokens, cost: card.tokenCost }).toEqual({
      backend: 'statistical',
      tokens,
      cost,
    });
    expect(modelCardSchema.parse(card)).toEqual(card);
  });

  it('does not hide an error of ours behind a forecast', async () => {
    const { timegpt } = answering(() => {
      throw new TypeError('x');
    });
    await expect(forecastPoints({ timegpt }, points, options)).rejects.toThrow(TypeError);
  });
});
