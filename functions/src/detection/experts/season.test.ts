import { expect, it } from 'vitest';
import { hourMs, seriesOf } from '../testing/series.ts';
import { teach } from './expert.ts';
import { createSeason, createSeasonExpert } from './season.ts';

const createDay = () => createSeason({ periodMs: 24 * hourMs, slots: 24 }, 0);

/** Teaches the values of consecutive hours and returns the expert. */
function taught(days: number, valueAt: (i: number) => number) {
  const expert = createSeasonExpert(createDay());
  for (const { at, value } of seriesOf(24 * days, valueAt)) {
    expert.predict(at, 0, 0);
    teach(expert, value, 0);
  }
  return expert;
}

const start = Date.UTC(2024, 0, 1);

it('expects what its parent expects where it was never', () => {
  const expert = createSeasonExpert(createDay());
  expert.predict(start, 42, 0);
  expect(expert.centre).toBe(42);
});

it('expects the value of the hour of day, whatever was left out between', () => {
  const expert = taught(10, (i) => i % 24);
  expert.predict(start + (1000 * 24 + 17) * hourMs, 0, 0);
  expect(expert.centre).toBeCloseTo(17, 6);
});

it('knows positions before the epoch', () => {
  const expert = taught(10, (i) => i % 24);
  expert.predict(Date.UTC(1950, 5, 1, 17), 0, 0);
  expect(expert.centre).toBeCloseTo(17, 6);
});

it('is not carried away by one wild day', () => {
  const expert = taught(30, (i) => (i >= 24 * 29 ? 1e6 : 10 + ((i * 7) % 5)));
  expert.predict(start + 30 * 24 * hourMs, 0, 0);
  expect(Math.abs(expert.centre - 12)).toBeLessThan(30);
});

it('spreads more in the hours that vary more', () => {
  const expert = taught(40, (i) => (i % 24 < 12 ? 5 : 5 + 20 * Math.sin(i * 12.9898)));
  const spreadAt = (hour: number) => {
    expert.predict(start + (4000 * 24 + hour) * hourMs, 0, 0);
    return expert.spread;
  };
  expect(spreadAt(18)).toBeGreaterThan(2 * spreadAt(6));
});

it('moves as a whole to a new regime', () => {
  const expert = taught(10, (i) => i % 24);
  expert.moveBy(100);
  expert.predict(start + (1000 * 24 + 17) * hourMs, 0, 0);
  expect(expert.centre).toBeCloseTo(117, 6);
});
