import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadSamples } from '../../samples/load-samples.mjs';
import { alertRules, nearestRank } from './alert-rules.mjs';

test('takes the smallest value that nine in ten do not exceed', () => {
  assert.equal(nearestRank([5, 1, 4, 2, 3, 6, 7, 8, 10, 9], 0.9), 9);
  assert.equal(nearestRank([1, 1, 1, 9], 0.75), 1);
  assert.equal(nearestRank([7], 0.9), 7);
  assert.throws(() => nearestRank([], 0.9), RangeError);
});

test('every day of the last four weeks crosses the threshold on departures, at most hours do not', () => {
  const samples = loadSamples({ now: Date.parse('2026-11-21T05:00:00Z') });
  const [rule] = alertRules(samples);
  const threshold = rule?.condition.threshold ?? 0;
  const atlanta = samples.find(
    ({ metric, labels }) => metric === 'flight_departures' && labels.airport === 'ATL',
  );
  const recent = atlanta?.points.slice(-28 * 24) ?? [];
  const above = recent.filter(({ value }) => value > threshold).length;
  assert.ok(above > 0 && above <= recent.length / 10, `${above} of ${recent.length}`);
  for (let day = 0; day < 28; day += 1) {
    assert.ok(
      recent.slice(day * 24, day * 24 + 24).some(({ value }) => value > threshold),
      `day ${day}`,
    );
  }
});

test('refuses samples without Atlanta', () => {
  assert.throws(() => alertRules([]), /no departures of ATL/);
});
