import { describe, expect, it } from 'vitest';
import { namedCandidate } from './candidates.ts';

const wave = (t: number, m: number) => Math.sin((2 * Math.PI * t) / m);
const y = Array.from(
  { length: 400 },
  (_, t) => 20 + 4 * wave(t, 7) + 3 * wave(t, 30) + (((t * 7_919) % 31) - 15) / 30,
);

describe('ARIMA by name', () => {
  it('models a season of up to 24 steps itself', () => {
    expect(namedCandidate('arima', [24]).name).toBe('arima');
    expect(namedCandidate('arima', []).lengthMin).toBe(6);
  });

  it('works on the series without longer or several seasons', () => {
    expect(namedCandidate('arima', [52]).name).toBe('arima[52]');
    expect(namedCandidate('arima', [7, 30]).name).toBe('arima[7+30]');
  });

  it('refits to more points without its seasons, and puts them back', () => {
    const candidate = namedCandidate('arima', [7, 30]);
    const earlier = candidate.fit(y.slice(0, 300));
    const later = earlier.refit?.(y);
    expect(later?.name).toBe(earlier.name);
    later?.predict(14).mean.forEach((value, i) => {
      expect(Math.abs(value - 20 - 4 * wave(400 + i, 7) - 3 * wave(400 + i, 30))).toBeLessThan(1.5);
    });
  });
});

describe('MSTL by name', () => {
  it('models all seasons itself, and says which', () => {
    const candidate = namedCandidate('mstl', [30, 7]);
    expect([candidate.name, candidate.lengthMin]).toEqual(['mstl[30+7]', 61]);
    const fitted = candidate.fit(y);
    expect(fitted.name).toBe('mstl[7+30]');
    fitted.predict(14).mean.forEach((value, i) => {
      expect(Math.abs(value - 20 - 4 * wave(400 + i, 7) - 3 * wave(400 + i, 30))).toBeLessThan(1.5);
    });
  });

  it('forecasts without a season where there is none', () => {
    expect(namedCandidate('mstl', []).fit(y).name).toBe('mstl (without season)');
  });
});
