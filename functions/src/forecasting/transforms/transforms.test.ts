import { describe, expect, it } from 'vitest';
import fixture from '../../../test/fixtures/forecasting/r-transforms.json' with { type: 'json' };
import { randomNormals } from '../numerics/random-normals.ts';
import { variance } from '../numerics/statistics.ts';
import { autocorrelation } from './autocorrelation.ts';
import { classicalIndices, suitableIndices } from './classical-decomposition.ts';
import { fillGaps } from './fill-gaps.ts';
import { hasSeason } from './has-season.ts';
import { inferSeasonLengths } from './infer-season-lengths.ts';
import { movingAverage } from './moving-average.ts';
import { removeSeasons } from './remove-seasons.ts';

const HOUR = { unit: 'millisecond', count: 3_600_000 } as const;
const DAY = { unit: 'millisecond', count: 86_400_000 } as const;
const MONTH = { unit: 'month', count: 1 } as const;

/** A day and a week in hours, about a level, with noise of standard deviation 3. */
function hourly(length: number): number[] {
  const noise = randomNormals(3);
  return Array.from({ length }, (_, t) => {
    const weekend = Math.floor(t / 24) % 7 >= 5;
    return 100 + 30 * Math.sin((2 * Math.PI * t) / 24) - (weekend ? 20 : 0) + 3 * noise();
  });
}

describe('against R', () => {
  it('decomposes air passengers as decompose() does', () => {
    expect(fixture.airPassengers).toHaveLength(144);
    classicalIndices(fixture.airPassengers, 12, 'multiplicative').indices.forEach((index, i) => {
      expect(index).toBeCloseTo(fixture.multiplicativeIndices[i], 9);
    });
    classicalIndices(fixture.airPassengers, 12, 'additive').indices.forEach((index, i) => {
      expect(index).toBeCloseTo(fixture.additiveIndices[i], 8);
    });
  });

  it('has the autocorrelations of acf()', () => {
    const ours = autocorrelation(fixture.airPassengers, 24);
    expect(ours).toHaveLength(24);
    ours.forEach((value, i) => {
      expect(value).toBeCloseTo(fixture.autocorrelation[i], 10);
    });
  });
});

describe('autocorrelation', () => {
  it('is zero for a constant series', () => {
    expect(autocorrelation([2, 2, 2, 2], 2)).toEqual([0, 0]);
  });
});

describe('movingAverage', () => {
  it('leaves the ends open, and halves the ends of an even window', () => {
    expect(movingAverage([1, 2, 3, 4, 5], 3)).toEqual([Number.NaN, 2, 3, 4, Number.NaN]);
    expect(movingAverage([1, 2, 3, 4, 5], 2)).toEqual([Number.NaN, 2, 3, 4, Number.NaN]);
  });
});

describe('suitableIndices', () => {
  it('is multiplicative for a positive series and additive for one with zeros', () => {
    expect(suitableIndices([1, 2, 1, 2, 1, 2, 1, 2], 2).kind).toBe('multiplicative');
    expect(suitableIndices([0, 2, 0, 2, 0, 2, 0, 2], 2).kind).toBe('additive');
  });
});

describe('hasSeason', () => {
  it('finds a season, and none in noise or in a half-turn', () => {
    const noise = Array.from({ length: 200 }, randomNormals(11));
    expect(hasSeason(fixture.airPassengers, 12)).toBe(true);
    expect(hasSeason(noise, 12)).toBe(false);
    expect(
      hasSeason(
        Array.from({ length: 60 }, (_, t) => Math.cos((Math.PI * t) / 6)),
        6,
      ),
    ).toBe(false);
  });
});

describe('removeSeasons', () => {
  it('takes a day and a week out and puts them back', () => {
    const y = hourly(24 * 7 * 10);
    const split = removeSeasons(y, [24, 168]);
    expect(variance(split.adjusted)).toBeLessThan(1.2 * 9);
    const expected = hourly(24 * 7 * 11).slice(-168);
    const errors = expected.map((value, i) => value - 94.3 - split.seasonalAt(i + 1));
    expect(variance(errors)).toBeLessThan(1.5 * 9);
  });

  it('is not misled by a burst', () => {
    const y = hourly(24 * 7 * 10);
    const burst = y.map((value, t) => (t >= 1_400 && t < 1_412 ? value + 500 : value));
    const clean = removeSeasons(y, [24, 168]);
    const disturbed = removeSeasons(burst, [24, 168]);
    for (let step = 1; step <= 168; step++) {
      expect(Math.abs(disturbed.seasonalAt(step) - clean.seasonalAt(step))).toBeLessThan(10);
    }
  });
});

describe('inferSeasonLengths', () => {
  it('finds day and week in hours, the strongest first', () => {
    expect(inferSeasonLengths(hourly(24 * 7 * 8), HOUR)).toEqual([24, 168]);
  });

  it('finds only the day where there is no week', () => {
    const noise = randomNormals(5);
    const y = Array.from({ length: 1_500 }, (_, t) => Math.sin((2 * Math.PI * t) / 24) + 0.3 * noise());
    expect(inferSeasonLengths(y, HOUR)).toEqual([24]);
  });

  it('finds the year of monthly air passengers, under its trend', () => {
    expect(inferSeasonLengths(fixture.airPassengers, MONTH)).toEqual([12]);
  });

  it('finds nothing in noise, in a random walk, or in a constant', () => {
    const noise = Array.from({ length: 400 }, randomNormals(17));
    let level = 0;
    const walk = noise.map((step) => {
      level += step;
      return level;
    });
    expect(inferSeasonLengths(noise, DAY)).toEqual([]);
    expect(inferSeasonLengths(walk, DAY)).toEqual([]);
    expect(inferSeasonLengths(new Array<number>(400).fill(1), DAY)).toEqual([]);
  });
});

describe('fillGaps', () => {
  const gap = Number.NaN;

  it('draws a line between neighbours and repeats the ends', () => {
    expect(fillGaps([gap, 1, gap, gap, 4, gap], 1)).toEqual([1, 1, 2, 3, 4, 4]);
  });

  it('takes the same phase of the season', () => {
    expect(fillGaps([1, 9, gap, gap, 3, 9], 2)).toEqual([1, 9, 2, 9, 3, 9]);
  });

  it('falls back to neighbours for a phase never seen', () => {
    expect(fillGaps([1, gap, 3, gap], 2)).toEqual([1, 2, 3, 3]);
  });
});
