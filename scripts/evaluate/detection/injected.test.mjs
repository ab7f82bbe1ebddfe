import assert from 'node:assert/strict';
import { test } from 'node:test';
import { buildFunctions } from '../../setup/build-functions.mjs';
import { anomalyKinds } from './anomaly-kinds.mjs';
import { diceOf } from './dice.mjs';
import { generatedSeries } from './generated-series.mjs';
import { publicSeries } from './public-series.mjs';
import { median, robustNoise } from './robust-noise.mjs';

await buildFunctions();
const { injectedCases } = await import('./injected-cases.mjs');
const { labelledCopy } = await import('./labelled-copy.mjs');

const made = generatedSeries(1);
const base = (/** @type {string} */ family) => {
  const found = made.find((one) => one.family === family);
  if (found === undefined) throw new Error(`there is no ${family}`);
  return found;
};
const kindOf = (/** @type {string} */ name) => {
  const found = anomalyKinds.find(({ kind }) => kind === name);
  if (found === undefined) throw new Error(`there is no ${name}`);
  return found;
};

test('measures noise in standard deviations, season and outliers apart', () => {
  const dice = diceOf(5);
  const values = Array.from({ length: 2_400 }, (_, row) => 100 * Math.sin(row / 4) + 3 * dice.normal());
  const season = values.map((_, row) => 50 * (row % 24) + 3 * dice.normal() + (row % 100 === 0 ? 1e6 : 0));
  assert.ok(Math.abs(robustNoise(season, 24) / 3 - 1) < 0.1);
  assert.equal(robustNoise([5, 5, 5], 1), 1);
  assert.deepEqual([median([3, 1, 2]), median([4, 1, 2, 3])], [2, 2.5]);
});

test('made-up series are the same each time, within their bounds, and as noisy as told', () => {
  assert.deepEqual(generatedSeries(1), made);
  assert.equal(new Set(made.map(({ family }) => family)).size, made.length);
  for (const { values, minimum = -Infinity, maximum = Infinity, integer, timestamps } of made) {
    assert.equal(values.length, timestamps.length);
    assert.ok(values.every((value) => value >= minimum && value <= maximum));
    if (integer === true) assert.ok(values.every(Number.isInteger));
  }
});

test('puts in what it says', () => {
  const cpu = base('CPU');
  const place = { base: cpu, row: 5_000, noise: 2, span: 96, dice: diceOf(1) };
  const before = cpu.values.slice(5_000);
  const make = (/** @type {string} */ kind, /** @type {number} */ size) =>
    kindOf(kind).make(size, place) ?? [];
  assert.deepEqual(make('spike', 5), [(before[0] ?? 0) + 10]);
  assert.deepEqual(make('dip', 5), [(before[0] ?? 0) - 10]);
  assert.equal(kindOf('dip').make(500, place), undefined);
  const shift = make('level shift', 4).map((value, index) => (value ?? 0) - (before[index] ?? 0));
  assert.equal(shift.length, 96);
  assert.ok(
    shift.every((by) => Math.abs(Math.abs(by) - 8) < 1e-9 && Math.sign(by) === Math.sign(shift[0] ?? 0)),
  );
  const trend = make('trend change', 4).map((value, index) => Math.abs((value ?? 0) - (before[index] ?? 0)));
  assert.ok(Math.abs((trend[95] ?? 0) - 8) < 1e-9 && Math.abs((trend[47] ?? 0) - 4) < 1e-9);
  assert.deepEqual(new Set(make('flat line', 12)), new Set([cpu.values[4_999]]));
  assert.deepEqual(make('missing', 3), [null, null, null]);
  assert.equal(make('season lost', 1).length, 288);
  assert.equal(make('phase shift', 1 / 4)[0], cpu.values[5_000 - 72]);
  assert.equal(kindOf('season lost').make(1, { ...place, base: base('random walk') }), undefined);
});

test('the detector finds more of what is larger, and nearly all of what is huge', () => {
  const { cases, events, rows } = injectedCases(base('CPU'), { threshold: 0.5, places: 8, seed: 1 });
  const recall = (/** @type {string} */ kind, /** @type {number} */ size) => {
    const mine = cases.filter((one) => one.kind === kind && one.size === size);
    return mine.filter(({ delay }) => delay !== undefined).length / mine.length;
  };
  assert.ok(recall('spike', 20) > 0.8 && recall('level shift', 16) > 0.8);
  assert.ok(recall('spike', 4) <= recall('spike', 20));
  assert.ok(cases.every(({ delay }) => delay === undefined || (delay >= 0 && delay < 300)));
  assert.deepEqual([events.windows, rows], [0, 12_096 - 750]);
  const deaf = injectedCases(base('CPU'), { threshold: 2, places: 8, seed: 1 });
  assert.ok(deaf.events.falseAlerts === 0 && deaf.cases.every(({ delay }) => delay === undefined));
});

test('labels the copies that it writes, and changes nothing else', () => {
  for (const one of [...made, ...publicSeries()]) {
    const copy = labelledCopy(one, 3);
    const clean = new Map(one.timestamps.map((at, row) => [at, one.values[row]]));
    const labelled = (/** @type {number} */ at) =>
      copy.windows.some(([start = 0, end = 0]) => at >= start && at <= end);
    copy.timestamps.forEach((at, row) => {
      assert.ok(copy.values[row] === clean.get(at) || labelled(at), `${copy.file} at ${at}`);
    });
    assert.ok(copy.anomalies.length >= 2);
    const gone = one.timestamps.filter((at) => !copy.timestamps.includes(at));
    assert.ok(gone.every(labelled));
  }
});
