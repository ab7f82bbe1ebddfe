import { expect, it } from 'vitest';
import {
  instantInWords,
  inWords,
  pointsInWords,
  rarity,
  rarityInTime,
  spanInWords,
  stepInWords,
  weekdayInWords,
} from './words.ts';

const minuteMs = 60_000;
const dayMs = 86_400_000;

it.each([
  [0, '0'],
  [12.3456, '12.35'],
  [-0.5, '-0.5'],
  [123_456.7, '123,457'],
  [-1234.4, '-1,234'],
  [0.000123456, '0.0001235'],
  [1.23456e12, '1,235,000,000,000'],
  [1.23456e-12, '1.235e-12'],
])('writes %d as %s', (x, words) => {
  expect(inWords(x)).toBe(words);
});

it.each([
  [1e-4, 'about 1 in 10,000 points'],
  [2.1e-5, 'about 1 in 50,000 points'],
  [1e-12, 'fewer than 1 in 10,000,000,000 points'],
])('says how rare %d is', (p, words) => {
  expect(rarity(p)).toBe(words);
});

it.each([
  [5 * 3_600_000, '5 hours'],
  [90 * 60_000, '90 minutes'],
  [3 * 86_400_000, '3 days'],
  [1500, '1,500 ms'],
  [3_600_000, '1 hour'],
  [73 * 3_600_000, '3 days 1 hour'],
  [150 * 60_000, '2 hours 30 minutes'],
  [300_200, '5 minutes'],
  [7_199_999, '2 hours'],
  [40 * 365.2425 * 86_400_000, '40 years'],
  [365.2425 * 86_400_000, '1 year'],
  [364 * 86_400_000, '1 year'],
  [3_599_000, '1 hour'],
])('writes a span of %d ms as %s', (ms, words) => {
  expect(spanInWords(ms)).toBe(words);
});

it.each([
  [57.1344, 63, '57.13'],
  [0.1734, 63, '0.17'],
  [0.01873, 32_900, '0.019'],
  [28_118, 2e8, '28,000'],
  [1e12 + 12.3456, 20, '1,000,000,000,012.3'],
  [12.3456, 0, '12.35'],
  [12.3456, Infinity, '12.35'],
  [0, 5, '0'],
])('writes %d beside a width of %d as %s', (x, width, words) => {
  expect(inWords(x, width)).toBe(words);
});

it.each([
  [3.4e-7, 5 * minuteMs, 'once in 29 years at one each 5 minutes'],
  [1e-4, 3_600_000, 'once in 420 days at one each hour'],
  [1e-2, 1000, 'once in 100 seconds at one each second'],
  [1e-9, 3_600_000, 'less than once in 1,000 years at one each hour'],
  [1e-4, 30.44 * dayMs, 'once in 830 years at one each month'],
])('says how often %d is at one each %d ms', (p, resolutionMs, words) => {
  expect(rarityInTime(p, resolutionMs)).toBe(words);
});

it.each([
  [minuteMs, 'minute'],
  [10 * minuteMs, '10 minutes'],
  [dayMs, 'day'],
  [7 * dayMs, 'week'],
  [31 * dayMs, 'month'],
  [91 * dayMs, 'quarter'],
  [366 * dayMs, 'year'],
])('calls a step of %d ms each %s', (ms, words) => {
  expect(stepInWords(ms)).toBe(words);
});

it('says points and the time that they stand for', () => {
  expect(pointsInWords(9, 5 * minuteMs)).toBe('9 points (45 minutes)');
  expect(pointsInWords(1, dayMs)).toBe('1 point (1 day)');
});

const night = Date.UTC(2026, 10, 25, 23, 5, 30);

it.each([
  ['UTC', minuteMs, '2026-11-25 23:05 UTC'],
  ['Europe/Berlin', minuteMs, '2026-11-26 00:05 Europe/Berlin'],
  ['UTC', 1000, '2026-11-25 23:05:30 UTC'],
])(
  'writes an instant on the wall clock of %s, with points each %d ms, as %s',
  (timeZone, resolutionMs, words) => {
    expect(instantInWords(night, timeZone, resolutionMs)).toBe(words);
  },
);

it('leaves an instant that no calendar reaches as it is', () => {
  expect(instantInWords(9e15)).toBe('9000000000000000 ms');
});

it('finds the day of the week on the wall clock', () => {
  expect(weekdayInWords(night)).toBe('Wednesday');
  expect(weekdayInWords(night, 'Europe/Berlin')).toBe('Thursday');
});
