import assert from 'node:assert/strict';
import { test } from 'node:test';
import { forecastSeries } from '../../functions/lib/forecasting/index.js';
import { makeCase } from './make-case.mjs';
import { seriesKinds } from './series-kinds.mjs';
import { tryCases } from './try-cases.mjs';

const range = { from: 0, to: 320, seed: 7 };

test('forecasts of every kind of series are sound', () => {
  assert.deepEqual(tryCases(range).failures, []);
});

test('a case is that of its number and seed, and every kind is among them', () => {
  const models = /** @type {const} */ (['naive', 'theta']);
  assert.deepEqual(makeCase(41, 7, models), makeCase(41, 7, models));
  assert.notDeepEqual(makeCase(41, 7, models), makeCase(41, 8, models));
  const count = Object.keys(seriesKinds).length;
  const seen = new Set(Array.from({ length: count }, (_, number) => makeCase(number, 7, models).kind));
  assert.equal(seen.size, count);
});

/**
 * What is found when the engine's answer is spoilt.
 *
 * @param {(forecast: import('../../functions/lib/forecasting/index.js').SeriesForecast) => void} spoil
 */
function faultsFound(spoil) {
  const { failures } = tryCases({ ...range, to: 40 }, (request) => {
    const forecast = forecastSeries(request);
    spoil(forecast);
    return forecast;
  });
  return new Set(failures.map(({ fault }) => fault));
}

test('what is wrong is found', () => {
  assert.ok(faultsFound(({ mean }) => mean.fill(Number.NaN, 0, 1)).has('not finite'));
  assert.ok(faultsFound(({ mean }) => mean.pop()).has('length is not the horizon'));
  assert.ok(faultsFound(({ intervals }) => intervals.pop()).has('levels are missing'));
  assert.ok(faultsFound(({ intervals }) => intervals.reverse()).has('intervals cross'));
  assert.ok(faultsFound(({ quantiles }) => quantiles.pop()).has('quantiles are missing'));
  assert.ok(faultsFound(({ quantiles }) => quantiles.reverse()).has('quantiles cross'));
  assert.ok(faultsFound(({ at }) => at.fill(0)).has('instants do not ascend'));
  assert.ok(faultsFound(({ mean }) => mean.fill(1e15)).has('out of bounds'));
  let calls = 0;
  assert.ok(faultsFound(({ mean }) => mean.fill(++calls)).has('not repeatable'));
});

test('an exception is a failure of its series, and the others go on', () => {
  const { cases, failures } = tryCases({ ...range, to: 10 }, () => {
    throw new Error('broken');
  });
  assert.equal(cases, 10);
  assert.equal(failures.length, 10);
  assert.equal(failures[0]?.fault, 'exception: broken');
});
