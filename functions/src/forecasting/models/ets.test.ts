import { describe, expect, it } from 'vitest';
import fixture from '../../../test/fixtures/forecasting/r-ets.json' with { type: 'json' };
import { continueEts, type EtsForm, fitEts } from './ets.ts';
import { averageEts } from './ets-average.ts';
import { fitTrendSmoothing } from './trend-smoothing.ts';

type Case = (typeof fixture.cases)[number];

function formOf({ model, damped }: Case): EtsForm {
  const [error, trend, season] = model;
  return {
    error: error === 'M' ? 'multiplicative' : 'additive',
    trend: trend === 'N' ? 'none' : damped ? 'damped' : 'additive',
    season: season === 'N' ? 'none' : season === 'M' ? 'multiplicative' : 'additive',
  };
}

describe.each(fixture.cases.map((one) => ({ ...one, label: `${one.model} of ${one.name}` })))(
  '$label, with the parameters and initial state that R found',
  (one) => {
    const initial = { level: one.level, slope: one.slope, season: one.season };
    const fit = fitEts(one.y, formOf(one), initial, one);

    it('has the likelihood of R', () => {
      expect(fit.deviance).toBeCloseTo(-2 * one.loglik, 6);
    });

    it('forecasts as R does', () => {
      continueEts(fit, one.mean.length).forEach((value, i) => {
        expect(value).toBeCloseTo(one.mean[i], 8);
      });
    });

    // R searches the initial state along; from R's, our search must come as low up to its tolerance.
    it('finds parameters as likely as those of R', () => {
      const own = fitEts(one.y, formOf(one), initial);
      expect(own.deviance).toBeLessThanOrEqual(fit.deviance + 1.5);
    });
  },
);

describe('the average of the family', () => {
  const air = Float64Array.from(fixture.cases[3].y);
  const average = averageEts(air, 12, { seasonLength: 12, smoothings: [] });

  it('prefers the multiplicative season for air passengers', () => {
    const weights = [...(average?.weights ?? [])];
    const multiplicative = weights.filter(([name]) => name.endsWith('multiplicative'));
    expect(multiplicative.reduce((sum, [, weight]) => sum + weight, 0)).toBeGreaterThan(0.99);
    expect(weights.reduce((sum, [, weight]) => sum + weight, 0)).toBeCloseTo(1, 12);
  });

  it('lies near the best model', () => {
    average?.average.forEach((value, i) => {
      expect(Math.abs(value / average.best[i] - 1)).toBeLessThan(0.05);
    });
  });

  it('gives the same forecasts from parameters that are known', () => {
    const again = averageEts(air, 12, {
      seasonLength: 12,
      smoothings: [],
      ...(average ? { known: average.parameters } : {}),
    });
    expect(again?.average).toEqual(average?.average);
  });

  it('keeps to additive forms where a value is not positive', () => {
    const y = Float64Array.from({ length: 40 }, (_, t) => (t % 4) - 1 + t / 50);
    const { weights } = averageEts(y, 4, { seasonLength: 4, smoothings: [fitTrendSmoothing(y, 'none')] }) ?? {
      weights: new Map(),
    };
    expect([...weights.keys()].every((name) => name.startsWith('additive'))).toBe(true);
  });

  it('has no answer where no member suits', () => {
    expect(averageEts(new Float64Array([1, 2, 3]), 2, { seasonLength: 4, smoothings: [] })).toBeUndefined();
  });
});
