import { describe, expect, it } from 'vitest';
import fixture from '../../../test/fixtures/forecasting/r-seasonal-arima.json' with { type: 'json' };
import { fitSeasonalArima } from './seasonal-arima.ts';

describe.each(fixture.cases)('ARIMA of $name', (one) => {
  const fit = fitSeasonalArima(one.y, one.seasonLength);
  const deviation = Math.sqrt(one.sse / one.y.length);

  it('leaves errors as small as those of R, up to the tolerance of the search', () => {
    expect(fit?.sse).toBeLessThan(one.sse * 1.002);
  });

  it('forecasts as R does', () => {
    fit?.forecast(one.mean.length).forEach((value, i) => {
      expect(Math.abs(value - one.mean[i]) / (deviation * Math.sqrt(i + 1))).toBeLessThan(0.1);
    });
  });
});

describe('ARIMA', () => {
  it('continues a line with a season exactly', () => {
    const at = (t: number) => 3 + 0.5 * t + [1, -2, 4, -3][t % 4];
    const y = Array.from({ length: 40 }, (_, t) => at(t));
    fitSeasonalArima(y, 4)
      ?.forecast(8)
      .forEach((value, i) => {
        expect(value).toBeCloseTo(at(40 + i), 8);
      });
  });

  it('needs some differences for each coefficient', () => {
    expect(fitSeasonalArima([1, 2, 4, 3, 5, 4, 6, 5, 7], 1)).toBeUndefined();
    expect(fitSeasonalArima([1, 2, 3], 12)).toBeUndefined();
  });
});
