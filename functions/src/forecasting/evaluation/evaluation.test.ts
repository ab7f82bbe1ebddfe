import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import fixture from '../../../test/fixtures/forecasting/r-forecasts.json' with { type: 'json' };
import { forecasters } from '../models/forecasters.ts';
import { bias, coverage, mase, msis, smape } from './accuracy.ts';
import { planOrigins } from './plan-origins.ts';
import { rollingOrigin, viewOrigins } from './rolling-origin.ts';

describe('accuracy measures', () => {
  it('are those of R for theta on every series of the fixture', () => {
    expect(fixture.series).toHaveLength(8);
    for (const { train, test, seasonLength, h, thetaAccuracy } of fixture.series) {
      const { mean } = forecasters.theta.fit(train, { seasonLength }).predict(h);
      expect((mase(test, mean, train, seasonLength) ?? 0) / thetaAccuracy.MASE).toBeCloseTo(1, 3);
      expect(Math.abs((bias(test, mean) ?? 0) - thetaAccuracy.ME) / thetaAccuracy.MAE).toBeLessThan(1e-3);
    }
  });

  it('have the values of a sum done by hand', () => {
    expect(mase([4, 6], [5, 5], [1, 3, 5], 1)).toBe(0.5);
    expect(smape([100, 0], [300, 0])).toBe(50);
    expect(coverage([1, 5, 9], { lower: [1, 6, 0], upper: [2, 7, 9] })).toBeCloseTo(2 / 3, 12);
    expect(msis([7], { level: 80, lower: [1], upper: [5] }, [1, 3, 5], 1)).toBeCloseTo((4 + 10 * 2) / 2, 12);
  });

  it('have no answer without a scale or without steps', () => {
    expect(mase([1], [1], [2, 2, 2], 1)).toBeNull();
    expect(mase([1], [1], [2, 3], 4)).toBeNull();
    expect(msis([1], { level: 80, lower: [0], upper: [2] }, [2, 2], 1)).toBeNull();
    expect(smape([], [])).toBeNull();
    expect(bias([], [])).toBeNull();
  });
});

describe('planOrigins', () => {
  const plan = (length: number, horizon: number, seasonLengths: number[] = [], trainingMin = 10) =>
    planOrigins({ length, horizon, trainingMin, seasonLengths, originsMax: 6 });

  it('ends with a full horizon and goes back evenly', () => {
    expect(plan(100, 10)).toEqual({ origins: [65, 70, 75, 80, 85, 90], horizon: 10 });
  });

  it('does not start every forecast at the same hour', () => {
    const phases = plan(2_000, 48, [24])?.origins.map((origin) => origin % 24);
    expect(new Set(phases).size).toBe(6);
  });

  it('spreads over the longest season', () => {
    const origins = plan(5_000, 24, [24, 168])?.origins ?? [];
    expect(origins[5] - origins[0]).toBeGreaterThanOrEqual(130);
  });

  it('shortens the horizon rather than giving up, and gives up without a spare point', () => {
    expect(plan(13, 6)).toEqual({ origins: [10, 11], horizon: 2 });
    expect(plan(11, 6)).toEqual({ origins: [10], horizon: 1 });
    expect(plan(10, 6)).toBeNull();
  });

  it('always leaves the training minimum and the horizon', () => {
    const size = fc.integer({ min: 1, max: 400 });
    fc.assert(
      fc.property(
        size,
        size,
        size,
        fc.integer({ min: 2, max: 60 }),
        (length, horizon, trainingMin, season) => {
          const found = plan(length, horizon, [season], trainingMin);
          if (found === null) return length <= trainingMin;
          const { origins } = found;
          const ascending = origins.every((origin, i) => i === 0 || origin > origins[i - 1]);
          return (
            ascending && origins[0] >= trainingMin && origins[origins.length - 1] + found.horizon === length
          );
        },
      ),
    );
  });
});

describe('rollingOrigin', () => {
  it('shows a fit nothing that comes after its origin', () => {
    const y = Array.from({ length: 20 }, (_, t) => t);
    const views = viewOrigins(y, { origins: [10, 15], horizon: 3 });
    const seen: number[][] = [];
    const forecasts = rollingOrigin(views, (history) => {
      seen.push([...history]);
      return forecasters.naive.fit(history, { seasonLength: 1 });
    });
    expect(seen.map((history) => history.at(-1))).toEqual([9, 14]);
    expect(forecasts.map(({ mean, actual }) => [mean[0], actual])).toEqual([
      [9, [10, 11, 12]],
      [14, [15, 16, 17]],
    ]);
  });

  it('chooses at the oldest origin and refits at the others what can be refitted', () => {
    const y = Array.from({ length: 20 }, (_, t) => t);
    const calls: string[] = [];
    const fit = (kind: string) => (history: readonly number[]) => {
      calls.push(`${kind} ${history.length}`);
      return { ...forecasters.naive.fit(history, { seasonLength: 1 }), refit: fit('refitted') };
    };
    rollingOrigin(viewOrigins(y, { origins: [10, 12, 15], horizon: 3 }), fit('chosen'));
    expect(calls).toEqual(['chosen 10', 'refitted 12', 'refitted 15']);
  });
});
