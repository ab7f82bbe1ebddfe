import { describe, expect, it } from 'vitest';
import fixture from '../../../test/fixtures/forecasting/r-forecasts.json' with { type: 'json' };
import { randomNormals } from '../numerics/random-normals.ts';
import { repairSeries } from './repair-series.ts';
import { runningMedian } from './running-median.ts';

type Normals = () => number;
const RUNS = 60;
const LENGTHS = [40, 120, 500];

const generate = (n: number, value: (t: number) => number) => Array.from({ length: n }, (_, t) => value(t));
const noise = (n: number, z: Normals) => generate(n, () => 100 + 5 * z());
const daily = (n: number, z: Normals) =>
  generate(n, (t) => 100 + 40 * Math.sin((2 * Math.PI * t) / 24) + 4 * z());
const walk = (step: () => number) => (n: number) => {
  let level = 0;
  return generate(n, () => {
    level += step();
    return level;
  });
};
/** A uniform number out of a normal one, by halves of its distribution's tail. */
const chance = (z: Normals, p: number) => (Math.atan2(z(), z()) / Math.PI + 1) / 2 < p;
/** Student's t with three degrees of freedom. */
const heavy = (z: Normals) => z() / Math.sqrt((z() ** 2 + z() ** 2 + z() ** 2) / 3);

const touched = (y: readonly number[], seasonLengths: number[] = [], calendar: number[] = []) => {
  const { outliers, shifts } = repairSeries(y, seasonLengths, calendar);
  return outliers.length + shifts.length;
};

/** Share of generated series that are touched. */
function shareTouched(make: (n: number, z: Normals) => number[], season: number[] = []): number {
  const series = LENGTHS.flatMap((n) =>
    Array.from({ length: RUNS }, (_, seed) => make(n, randomNormals(1_000 * n + seed))),
  );
  return series.filter((y) => touched(y, season, season) > 0).length / series.length;
}

describe('what belongs to a series is left alone', () => {
  it.each<[string, (n: number, z: Normals) => number[], number[]?]>([
    ['noise', noise],
    ['random walks', (n, z) => walk(z)(n)],
    ['random walks of logarithms', (n, z) => walk(() => 0.02 * z())(n).map((x) => 100 * Math.exp(x))],
    [
      'autoregressions',
      (n, z) => {
        let x = 0;
        return generate(n, () => {
          x = 0.8 * x + z();
          return x;
        });
      },
    ],
    ['trends', (n, z) => generate(n, (t) => 100 + t + 5 * z())],
    ['trends that bend', (n, z) => generate(n, (t) => 100 + 2 * Math.max(0, t - n / 2) + 5 * z())],
    ['seasons', daily, [24]],
    ['seasons with a peak', (n, z) => generate(n, (t) => 100 + (t % 12 === 11 ? 80 : 0) + 5 * z()), [12]],
    [
      'seasons that grow along',
      (n, z) => generate(n, (t) => Math.exp(3 + t / 200 + Math.sin((Math.PI * t) / 6) / 2 + z() / 20)),
      [12],
    ],
    ['skewed values', (n, z) => generate(n, () => Math.exp(z()))],
    ['intermittent demand', (n, z) => generate(n, () => (chance(z, 0.7) ? 0 : Math.ceil(5 * Math.abs(z()))))],
    ['counts of few values', (n, z) => generate(n, () => Math.max(0, Math.round(3 + 1.7 * z())))],
    [
      'volatility that comes in clusters',
      (n, z) => {
        let [variance, error] = [1, 0];
        return generate(n, () => {
          variance = 0.05 + 0.15 * error ** 2 + 0.82 * variance;
          error = Math.sqrt(variance) * z();
          return 10 + error;
        });
      },
    ],
  ])('%s', (_, make, season = []) => {
    expect(shareTouched(make, season)).toBeLessThan(0.01);
  });

  it('bursts, but for one series in twenty', () => {
    const bursty = (n: number, z: Normals) => {
      let burst = 0;
      return generate(n, () => {
        burst = chance(z, 0.02) ? 100 * Math.abs(z()) : 0.6 * burst;
        return 20 + 2 * z() + burst;
      });
    };
    expect(shareTouched(bursty)).toBeLessThan(0.05);
  });

  it('heavy tails, but for their most extreme values', () => {
    const values = LENGTHS.reduce((sum, n) => sum + n * RUNS, 0);
    const replaced = LENGTHS.flatMap((n) =>
      Array.from({ length: RUNS }, (_, seed) => {
        const z = randomNormals(1_000 * n + seed);
        return repairSeries(
          generate(n, () => 50 + 3 * heavy(z)),
          [],
          [],
        );
      }),
    );
    const outliers = replaced.reduce((sum, one) => sum + one.outliers.length, 0);
    expect(outliers / values).toBeLessThan(0.001);
    expect(replaced.filter(({ shifts }) => shifts.length > 0)).toEqual([]);
  });

  it('published series', () => {
    for (const { name, train, seasonLength } of fixture.series) {
      const seasons = seasonLength > 1 ? [seasonLength] : [];
      expect([name, touched(train, seasons, seasons)]).toEqual([name, 0]);
    }
  });

  it('what recurs, though the season is too long to be found', () => {
    const weeks = noise(110, randomNormals(4));
    const christmas = weeks.map((value, t) => (t === 40 || t === 92 ? value + 90 : value));
    const once = weeks.map((value, t) => (t === 40 ? value + 90 : value));
    expect(touched(christmas, [], [52])).toBe(0);
    expect(touched(once, [], [52])).toBe(1);
  });

  it('the end, where nobody knows yet whether a level came to stay', () => {
    const y = noise(200, randomNormals(5));
    for (const last of [1, 2, 3]) {
      const risen = y.map((value, t) => (t >= y.length - last ? value + 120 : value));
      expect(touched(risen)).toBe(0);
    }
    const spike = (from: number) => y.map((value, t) => (t === from ? value + 120 : value));
    expect(touched(spike(y.length - 2))).toBe(0);
    expect(touched(spike(y.length - 3))).toBe(1);
  });

  it('short and constant series', () => {
    expect(touched([1, 2, 3, 900, 2, 1, 3, 2])).toBe(0);
    expect(touched(new Array<number>(100).fill(5))).toBe(0);
    expect(touched([])).toBe(0);
  });
});

describe('outliers', () => {
  it('become what season and neighbours suggest', () => {
    const clean = daily(480, randomNormals(7));
    const faulty = clean.map((value, t) => (t === 100 ? value + 300 : t === 303 || t === 304 ? 0 : value));
    const { y, outliers, shifts } = repairSeries(faulty, [24], [24]);
    expect(outliers.map(({ place }) => place)).toEqual([100, 303, 304]);
    expect(shifts).toEqual([]);
    for (const { place, value, replacement } of outliers) {
      expect(value).toBe(faulty[place]);
      expect(y[place]).toBe(replacement);
      expect(Math.abs(replacement - clean[place])).toBeLessThan(20);
    }
    expect(y.filter((_, t) => y[t] !== faulty[t])).toHaveLength(3);
  });

  it('are found in series of any sign and size', () => {
    const clean = noise(150, randomNormals(8)).map((value) => value - 100);
    const spiked = clean.map((value, t) => (t === 70 ? -150 : value));
    for (const scale of [2 ** -40, 1, 2 ** 40]) {
      const { outliers } = repairSeries(
        spiked.map((value) => value * scale),
        [],
        [],
      );
      expect(outliers.map(({ place }) => place)).toEqual([70]);
    }
  });
});

describe('changes of level', () => {
  const level = (n: number, seed: number, change: (value: number, t: number) => number) =>
    daily(n, randomNormals(seed)).map(change);

  it('by an amount are moved by it', () => {
    const { y, shifts } = repairSeries(
      level(720, 9, (value, t) => (t < 600 ? value : value + 60)),
      [24],
      [24],
    );
    expect(shifts).toHaveLength(1);
    expect(shifts[0]).toMatchObject({ at: 600, scaled: false });
    expect(Math.abs(shifts[0].after - shifts[0].before - 60)).toBeLessThan(5);
    const expected = level(720, 9, (value) => value + 60);
    expect(Math.max(...y.map((value, t) => Math.abs(value - expected[t])))).toBeLessThan(5);
  });

  it('that seasons follow are scaled along', () => {
    const weeks = (n: number, z: Normals) => generate(n, (t) => (t % 7 < 5 ? 100 : 60) * (1 + z() / 20));
    const doubled = weeks(300, randomNormals(10)).map((value, t) => (t < 240 ? value : 2 * value));
    const { y, shifts } = repairSeries(doubled, [7], [7]);
    expect(shifts).toHaveLength(1);
    expect(shifts[0]).toMatchObject({ at: 240, scaled: true });
    expect(Math.abs(y[0] / doubled[0] - 2)).toBeLessThan(0.2);
  });

  it('are all moved to the newest', () => {
    const { y, shifts } = repairSeries(
      noise(300, randomNormals(11)).map((value, t) => value + (t < 100 ? 0 : t < 200 ? 80 : 30)),
      [],
      [],
    );
    expect(shifts.map(({ at }) => at).sort((a, b) => a - b)).toEqual([100, 200]);
    expect(Math.max(...y) - Math.min(...y)).toBeLessThan(50);
  });
});

describe('runningMedian', () => {
  it('is the median of each window, cut off at the ends', () => {
    expect(runningMedian([5, 1, 9, 2, 2], 3)).toEqual([3, 5, 2, 2, 2]);
    expect(runningMedian([4, 1], 5)).toEqual([2.5, 2.5]);
    expect(runningMedian([], 5)).toEqual([]);
  });
});
