import { describe, expect, it } from 'vitest';
import { parseFrequency } from './frequency.ts';
import { judgeSeries } from './judge-series.ts';
import { judgeTogether } from './judge-together.ts';

const hourly = parseFrequency('h');
const part = (values: readonly (number | null)[], offset = 0) => ({ index: 0, offset, values });

/** Normal noise about a daily pattern, always the same (Box and Muller over a linear congruential generator). */
function noisyDays(length: number): number[] {
  let state = 7;
  const uniform = () => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    return (state + 1) / (2 ** 31 + 1);
  };
  return Array.from({ length }, (_, t) => {
    const normal = Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
    return 100 + 20 * Math.sin((2 * Math.PI * t) / 24) + 3 * normal;
  });
}

const noise = noisyDays(6_000);

describe('judgeSeries', () => {
  it.each([
    [80, 0.13, 0.27],
    [90, 0.06, 0.14],
    [95, 0.03, 0.08],
    [99, 0.004, 0.02],
    [99.9, 0, 0.003],
  ])('finds about as many values outside of the %f %% interval as it says', (level, least, most) => {
    const judged = judgeSeries(part(noise), hourly, level).slice(-5_000);
    const share = judged.filter(({ anomaly }) => anomaly).length / judged.length;
    expect(share).toBeGreaterThanOrEqual(least);
    expect(share).toBeLessThanOrEqual(most);
  });

  it('calls anomalies exactly what is outside of the interval', () => {
    const judged = judgeSeries(part(noise, 500), hourly, 90);
    for (const { index, lower, upper, mean, anomaly } of judged) {
      const value = noise[index - 500] ?? Number.NaN;
      expect(lower <= mean && mean <= upper).toBe(true);
      expect(anomaly).toBe(value < lower || value > upper);
    }
  });

  it('answers all values after the warm-up, in their places', () => {
    const indexes = judgeSeries(part(noise.slice(0, 300), 40), hourly, 99).map(({ index }) => index);
    const first = indexes[0] ?? 0;
    expect(first).toBeLessThan(40 + 100);
    expect(indexes).toEqual(Array.from({ length: 340 - first }, (_, k) => first + k));
  });

  it('narrows the interval with the level, down to nothing', () => {
    const widths = [0, 50, 80, 99, 99.99, 99.999999].map((level) => {
      const last = judgeSeries(part(noise), hourly, level).at(-1);
      return (last?.upper ?? 0) - (last?.lower ?? 0);
    });
    expect(widths[0]).toBe(0);
    expect(widths).toEqual([...widths].sort((a, b) => a - b));
  });

  it('scores a spike by its distance and direction', () => {
    const values = [...noise.slice(0, 1_000), 300, -100];
    const [up, down] = judgeSeries(part(values), hourly, 99).slice(-2);
    expect(up).toMatchObject({ anomaly: true });
    expect(up?.score).toBeGreaterThan(10);
    expect(down?.score).toBeLessThan(-10);
  });

  it('gives missing values no verdict but keeps their place', () => {
    const values = [...noise.slice(0, 500), null, null, ...noise.slice(502, 510)];
    const judged = judgeSeries(part(values), hourly, 99);
    expect(judged.at(-9)).toMatchObject({ index: 501, anomaly: false, score: 0 });
    expect(judged.every(({ mean }) => Number.isFinite(mean))).toBe(true);
  });

  it('says nothing about a series that is too short, and is calm about a constant one', () => {
    expect(judgeSeries(part(noise.slice(0, 20)), hourly, 99)).toEqual([]);
    const constant = judgeSeries(part([...new Array<number>(200).fill(5), 6]), hourly, 99);
    expect(constant.filter(({ anomaly }) => anomaly).map(({ index }) => index)).toEqual([200]);
    expect(constant.every(({ score }) => Number.isFinite(score))).toBe(true);
  });
});

describe('judgeTogether', () => {
  const value = (score: number) => ({ index: 0, mean: 0, lower: 0, upper: 0, anomaly: false, score });

  // qchisq(level / 100, degrees) of R 4.2
  it.each([
    [1, 99, 6.635],
    [3, 99, 11.345],
    [10, 95, 18.307],
    [30, 99, 50.892],
  ])('holds %i series at %i %% against the quantile of χ²', (degrees, level, quantile) => {
    const verdictAt = (sum: number) =>
      judgeTogether(
        Array.from({ length: degrees }, () => [value(Math.sqrt(sum / degrees))]),
        level,
      )[0]?.anomaly;
    expect(verdictAt(quantile * 0.98)).toBe(false);
    expect(verdictAt(quantile * 1.02)).toBe(true);
  });

  it('refuses series of different length', () => {
    expect(() => judgeTogether([[value(1)], []], 99)).toThrow(/threshold_method/);
  });
});
