import { describe, expect, it } from 'vitest';
import { flatForecast } from '../../../test/support/alerts.ts';
import { type Calibration, calibrationSchema } from '../../contracts/calibration.ts';
import { evaluateForecastBreach, type ForecastBreachCondition } from '../evaluate-forecast-breach.ts';
import { predictionOf } from './prediction-of.ts';
import { settlePredictions } from './settle-predictions.ts';
import { summariseCalibration } from './summarise-calibration.ts';

const start = Date.parse('2026-11-21T12:00:00Z');
const hourMs = 3_600_000;
const hour = (n: number) => new Date(start + n * hourMs);
const condition: ForecastBreachCondition = {
  type: 'forecast-breach',
  direction: 'above',
  threshold: 60,
  withinSeconds: 6 * 3_600,
  probability: 0.8,
};

const kept = (pending: Calibration['pending'] = {}): Calibration =>
  calibrationSchema.parse({ conditionKey: 'c', metricId: 'met_1', pending, updatedAt: hour(0) });
const prediction = (origin: number, probability: number, steps = 6) => ({
  origin: hour(origin),
  until: hour(origin + 6),
  probability,
  steps,
});
const hourly = (from: number, values: readonly number[]) =>
  values.map((value, i) => ({ at: start + (from + i) * hourMs, value }));
const settle = (before: Calibration, points: ReturnType<typeof hourly>, now: number, to = 1_000) =>
  settlePredictions(before, condition, { points, observedTo: start + to * hourMs }, hour(now).getTime());

describe('predictionOf', () => {
  const made = (input: Partial<Parameters<typeof flatForecast>[0]>) => {
    const forecast = flatForecast({ origin: hour(0), hours: 6, mean: 60, standardDeviation: 5, ...input });
    const check = evaluateForecastBreach(condition, { forecastId: 'fct_1', forecast }, hour(0));
    return { check, made: predictionOf(condition, check, forecast) };
  };

  it('is the probability of the check, over the steps of the window', () => {
    const { check, made: found } = made({});
    expect(found?.prediction).toEqual({
      origin: hour(0),
      until: hour(6),
      probability: check.crossing?.probability,
      steps: 6,
    });
  });

  it.each([
    ['a forecast that says nothing', { hours: 0 }],
    ['a forecast that ends before the window does, though it crosses already', { hours: 3, mean: 200 }],
  ])('is none of %s', (_, input) => {
    expect(made(input).made).toBeNull();
  });

  it('keeps the last of each hundredth of a window', () => {
    const slot = (minutes: number) => {
      const origin = new Date(start + minutes * 60_000);
      return made({ origin }).made?.slot;
    };
    // A hundredth of six hours is 3.6 minutes.
    expect(new Set([0, 1, 2, 3, 4, 5, 6, 7].map(slot)).size).toBeLessThanOrEqual(3);
    expect(slot(0)).not.toBe(slot(60));
  });
});

describe('settlePredictions', () => {
  it('puts what came true, and what did not, into the bin of its probability', () => {
    const before = kept({ a: prediction(0, 0.93), b: prediction(1, 0.31), c: prediction(2, 1) });
    const after = settle(before, hourly(1, [50, 70, 50, 50, 50, 50, 50, 50]), 8);
    expect(after.pending).toEqual({});
    expect(after.bins[9]).toEqual({ count: 2, sumProbability: expect.closeTo(1.93, 12), cameTrue: 1 });
    expect(after.bins[3]).toEqual({ count: 1, sumProbability: 0.31, cameTrue: 1 });
    expect(after.breached).toEqual({ count: 2, cameTrue: 1 });
    expect(after.sumSquaredError).toBeCloseTo(0.07 ** 2 + 0.69 ** 2 + 1, 12);
    expect(after.unsettled).toBe(0);
  });

  it('counts a value at the threshold, and what lies in the window: after its origin, up to its end', () => {
    const at = (n: number) =>
      hourly(
        0,
        [0, 1, 2, 3, 4, 5, 6, 7].map((one) => (one === n ? 60 : 50)),
      );
    const cameTrue = [0, 1, 6, 7].map(
      (n) => settle(kept({ a: prediction(0, 0.5) }), at(n), 7).bins[5]?.cameTrue,
    );
    expect(cameTrue).toEqual([0, 1, 1, 0]);
  });

  it('leaves what is not over, or was not read to its end', () => {
    const before = kept({ a: prediction(0, 0.5) });
    expect(settle(before, hourly(1, [1, 2, 3, 4, 5]), 5).pending).toEqual(before.pending);
    expect(settle(before, hourly(1, [1, 2, 3, 4, 5, 6]), 8, 6).pending).toEqual(before.pending);
    expect(settle(before, hourly(1, [1, 2, 3, 4, 5, 6]), 8, 7).pending).toEqual({});
  });

  it('waits as long again for what is missing, and does not count it then, even where it crossed', () => {
    const before = kept({ a: prediction(0, 0.9) });
    const five = hourly(1, [70, 70, 70, 70, 70]);
    expect(settle(before, five, 12).pending).toEqual(before.pending);
    const after = settle(before, five, 13);
    expect(after).toMatchObject({ pending: {}, unsettled: 1, breached: { count: 0 } });
    expect(after.bins.every(({ count }) => count === 0)).toBe(true);
  });

  it('does not count a forecast of aggregates, whose steps are several observations each', () => {
    const dense = Array.from({ length: 24 }, (_, i) => ({ at: start + (i + 1) * (hourMs / 4), value: 70 }));
    expect(settle(kept({ a: prediction(0, 0.9) }), dense, 7)).toMatchObject({ pending: {}, unsettled: 1 });
  });

  it('looks from below, too', () => {
    const below = { ...condition, direction: 'below', threshold: 10 } as const;
    const observed = { points: hourly(1, [50, 9, 50, 50, 50, 50]), observedTo: start + 100 * hourMs };
    const after = settlePredictions(kept({ a: prediction(0, 0.9) }), below, observed, hour(7).getTime());
    expect(after.breached).toEqual({ count: 1, cameTrue: 1 });
  });
});

describe('summariseCalibration', () => {
  it('adds up the series, and says how many of those that it warned of came true', () => {
    const one = settle(
      kept({ a: prediction(0, 0.9), b: prediction(1, 0.4) }),
      hourly(1, [70, 1, 1, 1, 1, 1, 1]),
      8,
    );
    const other = settle(
      kept({ a: prediction(0, 0.95), z: prediction(90, 0.5) }),
      hourly(1, [1, 1, 1, 1, 1, 1]),
      8,
    );
    const table = summariseCalibration(condition, [one, other]);
    expect(table).toMatchObject({
      summary: 'of 2 predictions with p ≥ 0.8, 1 came true',
      predictions: 3,
      pending: 1,
      unsettled: 0,
      cameTrue: 1,
      breached: { probability: 0.8, count: 2, cameTrue: 1 },
      series: 2,
    });
    expect(table.brierScore).toBeCloseTo((0.1 ** 2 + 0.4 ** 2 + 0.95 ** 2) / 3, 12);
    expect(table.bins[9]).toEqual({
      ...{ from: 0.9, to: 1, count: 2, cameTrue: 1, frequency: 0.5 },
      meanProbability: expect.closeTo(0.925, 12),
    });
    expect(table.bins[0]).toMatchObject({ count: 0, meanProbability: null, frequency: null });
  });

  it('says so where nothing has had its time, or there is nothing to say', () => {
    expect(summariseCalibration(condition, [])).toMatchObject({
      summary: 'no prediction with p ≥ 0.8 has had its time yet',
      brierScore: null,
    });
    const absence = { type: 'absence', afterSeconds: 600 } as const;
    expect(summariseCalibration(absence, [])).toMatchObject({
      summary: 'only rules on forecasts make predictions',
      breached: null,
    });
  });
});
