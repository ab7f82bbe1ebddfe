import { expect, it } from 'vitest';
import { calendarSeasons, seasonsOfLengths, snapResolution } from './calendar.ts';

const minuteMs = 60_000;
const dayMs = 86_400_000;
const yearMs = 365.2425 * dayMs;

it.each([
  ['a minute', minuteMs, [dayMs, 7 * dayMs]],
  ['an hour', 60 * minuteMs, [dayMs, 7 * dayMs]],
  ['a day', dayMs, [7 * dayMs]],
  ['a week', 7 * dayMs, [yearMs]],
  ['a month', yearMs / 12, [yearMs]],
  ['a year', yearMs, []],
])('finds the seasons of a series with a point every %s', (_name, resolutionMs, periods) => {
  expect(calendarSeasons(resolutionMs).map((season) => season.periodMs)).toEqual(periods);
});

it.each([28, 30, 31])('takes %d days for a month', (days) => {
  expect(snapResolution(days * dayMs)).toBe(yearMs / 12);
});

it('leaves other resolutions as they are', () => {
  expect(snapResolution(7 * dayMs)).toBe(7 * dayMs);
});

it('orders given seasons, drops doubles and bounds the slots', () => {
  const seasons = seasonsOfLengths([10_080, 1440, 1440], minuteMs);
  expect(seasons).toEqual([
    { periodMs: dayMs, slots: 288 },
    { periodMs: 7 * dayMs, slots: 168 },
  ]);
});
