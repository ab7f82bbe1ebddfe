import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseFrequency } from './frequency.mjs';

test('knows frequencies by their names, those of data frames, and in multiples', () => {
  for (const [text, unit, count] of /** @type {const} */ ([
    ['hourly', 'millisecond', 3_600_000],
    ['H', 'millisecond', 3_600_000],
    ['15min', 'millisecond', 900_000],
    ['every 15 minutes', 'millisecond', 900_000],
    ['15-minutely', 'millisecond', 900_000],
    ['every minute', 'millisecond', 60_000],
    ['2 months', 'month', 2],
    ['W-SUN', 'millisecond', 604_800_000],
    ['MS', 'month', 1],
    ['QS-OCT', 'month', 3],
    ['every 15min', 'millisecond', 900_000],
    ['1d', 'millisecond', 86_400_000],
    ['1mo', 'month', 1],
    ['yearly', 'month', 12],
    ['PT15M', 'millisecond', 900_000],
    ['P1D', 'millisecond', 86_400_000],
    ['P3M', 'month', 3],
  ])) {
    assert.deepEqual(parseFrequency(text), { unit, count }, text);
  }
});

test('refuses what is not equally spaced, or nothing', () => {
  const bad = ['B', '2SMS', 'every', '1h30m', 'sometimes', '', '0-hourly', '5', 'constructor'];
  for (const text of [...bad, 'P1H', 'PT1D', 'P', 'P0D']) {
    assert.equal(parseFrequency(text), undefined, text);
  }
});
