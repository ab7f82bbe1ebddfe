import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatDuration, formatInstant, formatNumber, formatSeries, wrap } from './format.mjs';

test('numbers keep three digits, large ones their whole part', () => {
  const written = [0, 0.123456, -3.14559, 58.55, 999.6, 1_234.5, 0.00004567].map(formatNumber);
  assert.deepEqual(written, ['0', '0.123', '-3.15', '58.5', '1000', '1,235', '0.0000457']);
  assert.deepEqual([null, undefined, Number.NaN].map(formatNumber), ['none', 'none', 'none']);
});

test('instants are as exact as the spacing of a series needs', () => {
  const at = '2026-11-21T05:17:09.250Z';
  const [second, minute, hour, day, month] = [1_000, 60_000, 3_600_000, 86_400_000, 30 * 86_400_000];
  assert.deepEqual(
    [second, minute, hour, day, month].map((stepMs) => formatInstant(at, stepMs)),
    ['21 Nov 05:17:09', '21 Nov 05:17', '21 Nov 05:17', '21 Nov 2026', 'Nov 2026'],
  );
});

test('durations have two units at most', () => {
  const written = [240, 9_940, 10_400, 125_000, 3_600_000, 183_900_000].map(formatDuration);
  assert.deepEqual(written, ['0.2 s', '9.9 s', '10 s', '2 min 5 s', '1 h', '2 d 3 h']);
});

test('a series is written with its labels', () => {
  assert.equal(formatSeries('humidity', { mote: '3', place: 'in' }), 'humidity{mote="3", place="in"}');
  assert.equal(formatSeries('humidity', {}), 'humidity');
});

test('lines break at spaces and hold no more than their width', () => {
  assert.deepEqual(wrap('one two three unbreakable four', 9), ['one two', 'three', 'unbreakable', 'four']);
});
