import { describe, expect, it } from 'vitest';
import { randomNormals } from '../numerics/random-normals.ts';
import { fitSeasonalSmoothing } from './seasonal-smoothing.ts';

const day = Array.from({ length: 24 }, (_, hour) => 5 * Math.sin((2 * Math.PI * hour) / 24));
const signal = (t: number) => 50 + day[t % 24] + (Math.floor(t / 24) % 7 >= 5 ? -8 : 0);

describe('smoothing of several seasons', () => {
  it('carries on a day and a week', () => {
    const y = Float64Array.from({ length: 4 * 168 }, (_, t) => signal(t));
    fitSeasonalSmoothing(y, [24, 168])
      .forecast(48)
      .forEach((value, i) => {
        expect(Math.abs(value - signal(y.length + i))).toBeLessThan(0.5);
      });
  });

  it('leaves hardly more than the noise where errors persist', () => {
    const noise = randomNormals(7);
    let carried = 0;
    const y = Float64Array.from({ length: 60 * 7 }, (_, t) => {
      carried = 0.8 * carried + noise();
      return 100 + [0, 3, 5, 4, 2, -6, -8][t % 7] + carried;
    });
    expect(fitSeasonalSmoothing(y, [7]).sse / y.length).toBeLessThan(1.25);
  });

  it('moves with a shift and a scale of the series', () => {
    const noise = randomNormals(3);
    const y = Float64Array.from({ length: 40 }, (_, t) => [1, 4, 2, 3][t % 4] + 0.3 * noise());
    const base = fitSeasonalSmoothing(y, [4]).forecast(6);
    const moved = fitSeasonalSmoothing(
      y.map((value) => 3 * value + 5),
      [4],
    ).forecast(6);
    moved.forEach((value, i) => {
      expect(value).toBeCloseTo(3 * base[i] + 5, 6);
    });
  });
});
