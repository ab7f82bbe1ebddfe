import { describe, expect, it } from 'vitest';
import { valuesAhead } from './known-ahead.ts';

const day = 86_400_000;
const daily = { unit: 'millisecond', count: day } as const;
const history = Array.from({ length: 60 }, (_, t) => ({ at: t * day, value: t % 7 }));
const instants = [60, 61, 62, 63, 64].map((t) => t * day);
const steps = { ahead: instants, end: 65 * day, resolution: daily, timeZone: 'UTC' };

describe('valuesAhead', () => {
  it('takes what is known', () => {
    const known = instants.map((at, step) => ({ at, value: step }));
    expect(valuesAhead(history, known, steps)).toEqual({ values: [0, 1, 2, 3, 4], forecast: 0 });
  });

  it('forecasts the steps after the last that is known', () => {
    const known = [60, 61].map((t) => ({ at: t * day, value: t % 7 }));
    const { values, forecast } = valuesAhead(history, known, steps);
    expect(forecast).toBe(3);
    expect(values.slice(0, 2)).toEqual([4, 5]);
    [6, 0, 1].forEach((value, step) => {
      expect(values[step + 2]).toBeCloseTo(value, 1);
    });
  });

  it('forecasts all where nothing is known, and lets a weekly plan hold for its days', () => {
    expect(valuesAhead(history, [], steps).forecast).toBe(5);
    const weekly = [60, 67].map((t) => ({ at: t * day, value: t }));
    expect(valuesAhead(history, weekly, steps)).toEqual({
      values: [60, 60, 60, 60, 60],
      forecast: 0,
    });
  });
});
