import { describe, expect, it } from 'vitest';
import forecasts from '../../../test/fixtures/forecasting/r-forecasts.json' with { type: 'json' };
import models from '../../../test/fixtures/forecasting/r-models.json' with { type: 'json' };
import { dampedTrend } from './damped-trend.ts';
import { holt } from './holt.ts';

const options = { seasonLength: 1 };
const squares = (x: readonly number[]) => x.reduce((sum, e) => sum + e * e, 0);
const rangeOf = (y: readonly number[]) => Math.max(...y) - Math.min(...y);

// R searches longer, where sums of squares hardly change; where it ends in the same valley forecasts agree.
describe('holt', () => {
  it.each(models.holt)('errs at most 2 % more than that of R on $name', ({ y, sse }) => {
    const { residuals } = holt.fit(y, options);
    expect(residuals).toHaveLength(y.length);
    expect(squares(residuals)).toBeLessThan(1.02 * sse);
  });

  it.each(models.holt.filter(({ name }) => name === 'LakeHuron' || name === 'airmiles'))(
    'continues $name nearly as R does',
    ({ y, mean }) => {
      const ours = holt.fit(y, options).predict(mean.length).mean;
      mean.forEach((value, i) => {
        expect(Math.abs(ours[i] - value)).toBeLessThan(0.1 * rangeOf(y));
      });
    },
  );

  it('continues a straight line', () => {
    const line = Array.from({ length: 20 }, (_, t) => 3 + 2 * t);
    holt
      .fit(line, options)
      .predict(5)
      .mean.forEach((value, i) => {
        expect(value).toBeCloseTo(3 + 2 * (20 + i), 4);
      });
  });
});

describe('damped trend', () => {
  const cases = forecasts.series.flatMap(({ name, train, methods }) => {
    const answer = methods['holt-damped'];
    return answer ? [{ name, train, answer }] : [];
  });

  it.each(cases)('errs at most 1 % more than that of R on $name', ({ train, answer }) => {
    expect(squares(dampedTrend.fit(train, options).residuals)).toBeLessThan(1.01 * answer.sse);
  });

  it('levels off where Holt goes on', () => {
    const rising = Array.from({ length: 30 }, (_, t) => 10 + t + (t % 3));
    const [damped, linear] = [dampedTrend, holt].map(
      (method) => method.fit(rising, options).predict(60).mean,
    );
    expect(damped[59]).toBeLessThan(linear[59]);
    expect(damped[59] - damped[58]).toBeLessThan(damped[1] - damped[0]);
  });
});

// Table 6.1 of Hyndman et al. (2008): σ²(1 + Σcⱼ²), cⱼ = α + jβ.
it('widens as the errors add up', () => {
  const y = models.holt[0].y;
  const { residuals, predict } = holt.fit(y, options);
  const spread = predict(3).standardDeviation;
  expect(spread[0]).toBeCloseTo(Math.sqrt(squares(residuals) / (y.length - 4)), 9);
  expect(spread[1]).toBeGreaterThanOrEqual(spread[0]);
  expect(spread[2] ** 2 - spread[1] ** 2).toBeGreaterThanOrEqual(spread[1] ** 2 - spread[0] ** 2 - 1e-9);
});
