import { describe, expect, it } from 'vitest';
import fixture from '../../../test/fixtures/forecasting/r-forecasts.json' with { type: 'json' };
import type { ForecasterName } from '../forecaster.ts';
import { forecasters } from './forecasters.ts';
import { fitHoltWinters } from './holt-winters-fit.ts';

const [AIR, , , NILE] = fixture.series;

/** R's answer; methods that a series does not have are absent. */
interface Answer {
  mean: number[];
  lower?: number[][];
  upper?: number[][];
  sse?: number;
  order?: number;
}

interface Series {
  name: string;
  seasonLength: number;
  h: number;
  train: number[];
  methods: Partial<Record<string, Answer>>;
}

const series = fixture.series as Series[];

function rangeOf(y: readonly number[]): number {
  return Math.max(...y) - Math.min(...y);
}

/** Largest distance of two forecasts, in shares of the history's range. */
function distance(ours: readonly number[], theirs: readonly number[], y: readonly number[]): number {
  return Math.max(...ours.map((value, i) => Math.abs(value - theirs[i]))) / rangeOf(y);
}

function casesOf(method: string) {
  return series.flatMap((one) => {
    const answer = one.methods[method];
    return answer ? [{ one, answer, label: one.name }] : [];
  });
}

it('has the whole fixture', () => {
  expect(series.map(({ name, train, h }) => [name, train.length, h])).toEqual([
    ['AirPassengers', 120, 24],
    ['UKgas', 100, 8],
    ['nottem', 216, 24],
    ['Nile', 90, 10],
    ['WWWusage', 90, 10],
    ['lynx', 104, 10],
    ['co2', 132, 24],
    ['mdeaths', 60, 12],
  ]);
});

// Closed forms, and SES and Theta whose one parameter has one minimum: equal up to the digits of the fixture and the
// tolerance of the search for alpha.
describe.each<[ForecasterName, number]>([
  ['naive', 8],
  ['drift', 8],
  ['seasonal-naive', 5],
  ['ses', 8],
  ['theta', 8],
])('%s', (name, count) => {
  const cases = casesOf(name);

  it('is compared on every series that has an answer', () => {
    expect(cases).toHaveLength(count);
  });

  it.each(cases)('forecasts $label as R does', ({ one, answer }) => {
    const fitted = forecasters[name].fit(one.train, { seasonLength: one.seasonLength });
    expect(distance(fitted.predict(one.h).mean, answer.mean, one.train)).toBeLessThan(2e-5);
  });
});

// R's interval of a seasonal Theta ignores the season, so its intervals are compared without one only.
describe.each<ForecasterName>(['naive', 'drift', 'seasonal-naive', 'ses', 'theta'])('%s', (name) => {
  const cases = casesOf(name).filter(({ one }) => name !== 'theta' || one.seasonLength === 1);

  it.each(cases)('gives $label the limits that R gives', ({ one, answer }) => {
    const fitted = forecasters[name].fit(one.train, { seasonLength: one.seasonLength });
    const { intervals } = fitted.predict(one.h, [80, 95]);
    intervals.forEach(({ lower, upper }, level) => {
      const theirs = {
        lower: answer.lower?.map((row) => row[level]),
        upper: answer.upper?.map((row) => row[level]),
      };
      expect(distance(lower, theirs.lower ?? [], one.train)).toBeLessThan(2e-3);
      expect(distance(upper, theirs.upper ?? [], one.train)).toBeLessThan(2e-3);
    });
  });
});

// Least squares must end no higher than R, which maximises the same thing (a likelihood) for additive errors. For the
// multiplicative form R minimises relative errors, another aim; 2 % are allowed. Forecasts are compared where both found
// the same valley, i.e. sums within 2 %: to 2 % of the history's range, since the sums are flat around the bottom.
describe('damped Holt-Winters', () => {
  const variants = [
    ...casesOf('holt-winters-additive').map((c) => ({ ...c, kind: 'additive' as const, allowance: 1 })),
    ...casesOf('holt-winters-multiplicative').map((c) => ({
      ...c,
      kind: 'multiplicative' as const,
      allowance: 1.02,
    })),
    ...casesOf('holt-damped').map((c) => ({ ...c, kind: 'additive' as const, allowance: 1 })),
  ];
  const sameValley = variants.filter(({ one, answer, kind }) => {
    const { sse } = fitHoltWinters(one.train, one.seasonLength, kind);
    return Math.abs(sse / (answer.sse ?? Number.NaN) - 1) < 0.02;
  });

  it.each(variants)('fits $label ($kind) no worse than R', ({ one, answer, kind, allowance }) => {
    const { sse } = fitHoltWinters(one.train, one.seasonLength, kind);
    expect(sse).toBeLessThanOrEqual((answer.sse ?? 0) * allowance);
  });

  it('meets R in the same valley for most', () => {
    expect(variants).toHaveLength(13);
    expect(sameValley.length).toBeGreaterThanOrEqual(7);
  });

  it.each(sameValley.filter(({ kind, one }) => kind === 'additive' && one.seasonLength === 1))(
    'forecasts $label as R does',
    ({ one, answer }) => {
      const fitted = forecasters['holt-winters-damped'].fit(one.train, { seasonLength: 1 });
      expect(distance(fitted.predict(one.h).mean, answer.mean, one.train)).toBeLessThan(0.02);
    },
  );

  it('chooses the multiplicative season for air passengers and follows R within 2 % of the range', () => {
    const fitted = forecasters['holt-winters-damped'].fit(AIR.train, { seasonLength: 12 });
    const answer = AIR.methods['holt-winters-multiplicative'] as Answer;
    expect(fitted.name).toBe('holt-winters-damped (multiplicative)');
    expect(distance(fitted.predict(24).mean, answer.mean, AIR.train)).toBeLessThan(0.02);
  });

  it('keeps a series with zeros additive', () => {
    const y = Array.from({ length: 40 }, (_, t) => t % 4);
    expect(forecasters['holt-winters-damped'].fit(y, { seasonLength: 4 }).name).toContain('additive');
  });
});

describe('autoregression', () => {
  const cases = casesOf('autoregression');

  it('is compared on the three series without a season', () => {
    expect(cases).toHaveLength(3);
  });

  it.each(cases)('has the order and the forecasts of ar() for $label', ({ one, answer }) => {
    const fitted = forecasters.autoregression.fit(one.train, { seasonLength: 1 });
    expect(fitted.name).toBe(`autoregression(${answer.order})`);
    expect(distance(fitted.predict(one.h).mean, answer.mean, one.train)).toBeLessThan(1e-6);
  });
});

describe.each(Object.entries(forecasters))('%s', (name, forecaster) => {
  const options = { seasonLength: 4 };

  it('goes by its own name', () => {
    expect(forecaster.name).toBe(name);
  });

  it('refuses a series that is one point too short, in words', () => {
    const short = NILE.train.slice(0, forecaster.minimumLength(options) - 1);
    expect(() => forecaster.fit(short, options)).toThrow(/requires at least \d+ data points?$/);
  });

  it('fits a series that is just long enough', () => {
    const enough = NILE.train.slice(0, forecaster.minimumLength(options));
    const { mean, standardDeviation } = forecaster.fit(enough, options).predict(9);
    expect([...mean, ...standardDeviation].every(Number.isFinite)).toBe(true);
    expect(mean).toHaveLength(9);
  });

  it('continues a constant series without a width', () => {
    const prediction = forecaster.fit(new Array<number>(30).fill(5), options).predict(6, [95]);
    for (const value of prediction.mean) expect(value).toBeCloseTo(5, 9);
    for (const value of prediction.standardDeviation) expect(value).toBeCloseTo(0, 6);
  });

  it('nests its intervals and never narrows a flat season with the horizon', () => {
    const { intervals, standardDeviation } = forecaster.fit(NILE.train, options).predict(4, [50, 80, 95]);
    intervals.slice(1).forEach(({ lower, upper }, i) => {
      expect(lower.every((value, step) => value <= intervals[i].lower[step])).toBe(true);
      expect(upper.every((value, step) => value >= intervals[i].upper[step])).toBe(true);
    });
    expect(standardDeviation[3]).toBeGreaterThan(0);
  });

  it('leaves its input as it was', () => {
    const y = Object.freeze([...NILE.train]);
    expect(() => forecaster.fit(y, options).predict(3)).not.toThrow();
  });
});
