import assert from 'node:assert/strict';
import { test } from 'node:test';
import { adam } from './adam.mjs';
import { buildRow } from './build-table.mjs';
import { committeeForecast, committeeWidths, inputScale, rangeOf } from './committee.mjs';
import { answerUnseen, withoutFolds } from './cross-validate.mjs';
import { atEarlierOrigins } from './earlier-origins.mjs';
import { errorsOf, intervalsByClass, owaByClass } from './measures.mjs';
import { shuffled, uniforms } from './random.mjs';
import { trainGate } from './train-gate.mjs';
import { trainInParallel } from './train-in-parallel.mjs';
import { trainWidths, widthProfiles } from './train-widths.mjs';

const options = { hidden: 4, epochs: 60, rate: 0.02, decay: 0, dropout: 0, seed: 1 };

/**
 * A series whose first candidate is right where the feature is positive, and whose second is right elsewhere.
 *
 * @param {number} feature
 * @returns {import('./build-table.mjs').Row}
 */
const row = (feature, y = 2) => ({
  kind: 0,
  features: Float64Array.of(0, feature),
  change: 1,
  disagreement: Float64Array.of(0.9),
  scale: 1,
  rows: [Float64Array.of(feature > 0 ? y : y + 1), Float64Array.of(feature > 0 ? y + 1 : y)],
  actual: Float64Array.of(y),
});

test('finds the bottom of a bowl', () => {
  const parameters = Float64Array.of(3, -2);
  const search = adam(2, { rate: 0.1, steps: 400, decay: 0 });
  for (let i = 0; i < 400; i++) {
    search.update(
      parameters,
      parameters.map((value, k) => 2 * (value - k)),
    );
  }
  assert.ok(Math.abs(parameters[0] ?? 1) < 1e-3 && Math.abs((parameters[1] ?? 0) - 1) < 1e-3);
});

test('shuffles all numbers, the same way for the same seed', () => {
  const order = shuffled(50, uniforms(3));
  assert.deepEqual(
    [...order].sort((a, b) => a - b),
    Array.from({ length: 50 }, (_, i) => i),
  );
  assert.deepEqual(order, shuffled(50, uniforms(3)));
  assert.notDeepEqual(order, shuffled(50, uniforms(4)));
});

test('answers each row from what was learnt without its fold', () => {
  const groups = [0, 1, 2, 3, 4, 5, 0, 1, 1];
  const parts = withoutFolds(groups, 3);
  assert.deepEqual(
    parts.map((places) => places.length),
    [6, 5, 7],
  );
  const seen = answerUnseen(
    groups,
    parts.map((places) => places.map((i) => groups[i])),
    (fitted, i) => fitted.includes(groups[i]),
  );
  assert.deepEqual(seen, new Array(9).fill(false));
});

test('trains the same networks in one thread and in many', async () => {
  const rows = Array.from({ length: 40 }, (_, i) => row(i % 2 === 0 ? 1 : -1));
  const x = rows.map(({ features }) => features);
  const jobs = [1, 2, 3].map((seed) => ({ places: [...rows.keys()].slice(seed), seed }));
  const data = { rows, x, means: rows.map(() => Float64Array.of(1.5)), classes: 6, options };
  for (const what of /** @type {const} */ (['gate', 'widths'])) {
    const one = await trainInParallel(what, data, jobs, 1);
    assert.deepEqual(await trainInParallel(what, data, jobs, 3), one);
    assert.notDeepEqual(one[0], one[1]);
  }
});

test('learns which candidate to trust from a feature', () => {
  const rows = Array.from({ length: 200 }, (_, i) => row(i % 2 === 0 ? 1 : -1));
  const inputs = rows.map(({ features }) => features);
  const gate = trainGate(rows, inputs, [{ smape: 20, mase: 1 }], options);
  const repeated = trainGate(rows, inputs, [{ smape: 20, mase: 1 }], options);
  assert.deepEqual(gate, repeated);
  for (const feature of [1, -1]) {
    const [forecast = 0] = committeeForecast([gate], Float64Array.of(0, feature), row(feature));
    assert.ok(Math.abs(forecast - 2) < 0.1, `${forecast} is far from 2`);
  }
});

test('corrects where all candidates err to the same side', () => {
  const rows = Array.from({ length: 200 }, () => ({ ...row(1), actual: Float64Array.of(4) }));
  const inputs = rows.map(({ features }) => features);
  const gate = trainGate(rows, inputs, [{ smape: 20, mase: 1 }], options);
  const forecast = committeeForecast([gate], Float64Array.of(0, 1), row(1));
  assert.ok(Math.abs((forecast[0] ?? 0) - 4) < 0.2, `${forecast[0]} is far from 4`);
});

test('cuts weekly series at earlier origins, each with what came after it', () => {
  const series = {
    id: 'a',
    frequency: /** @type {const} */ ('weekly'),
    seasonLength: 1,
    horizon: 2,
    values: Array.from({ length: 120 }, (_, t) => t),
    actuals: [120, 121],
  };
  const cuts = atEarlierOrigins(series);
  assert.deepEqual(
    cuts.map(({ values, actuals }) => [values.length, ...actuals]),
    [
      [103, 103, 104],
      [86, 86, 87],
    ],
  );
  assert.deepEqual(atEarlierOrigins({ ...series, frequency: 'yearly' }), []);
});

test('learns widths that hold about 95 % of what comes', () => {
  const random = uniforms(5);
  const noise = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const rows = Array.from({ length: 3_000 }, () => ({ ...row(1), actual: Float64Array.of(2 + noise()) }));
  const means = rows.map(() => Float64Array.of(2));
  const network = trainWidths(
    rows,
    rows.map(({ features }) => features),
    means,
    1,
    { ...options, rate: 0.01 },
  );
  const { below, above } = committeeWidths([network], Float64Array.of(0, 1), row(1));
  for (const [width = 0] of [below, above])
    assert.ok(Math.abs(width - 1.96) < 0.35, `${width} is far from 1.96`);
  const widths = rows.map(() => ({ below: Float64Array.of(1.96), above: Float64Array.of(1.96) }));
  const [profile] = widthProfiles(rows, means, widths, 1);
  assert.ok(Math.abs((profile?.widths[9] ?? 0) - 1) < 0.06);
});

test('measures as M4 does', () => {
  const series = { ...row(1), actual: Float64Array.of(1, 3), scale: 2 };
  const error = errorsOf(series, Float64Array.of(3, 3));
  assert.deepEqual(error, { smape: 50, mase: 0.5 });
  const rows = [row(1)];
  assert.ok(
    Number.isNaN(owaByClass(rows, [Float64Array.of(2)])[0]),
    'a perfect naive forecast leaves no scale',
  );
  const [coverage] = intervalsByClass(
    [series],
    [{ lower: Float64Array.of(0, 4), upper: Float64Array.of(2, 5) }],
  ).coverage;
  const [msis] = intervalsByClass(
    [series],
    [{ lower: Float64Array.of(0, 4), upper: Float64Array.of(2, 5) }],
  ).msis;
  assert.deepEqual([coverage, msis], [0.5, (2 + 41) / 4]);
});

test('makes a row of a series in any unit', () => {
  const values = Array.from({ length: 40 }, (_, t) => 100 + 5 * Math.sin(t) + t);
  const series = { id: 'a', frequency: /** @type {const} */ ('yearly'), seasonLength: 1, horizon: 3 };
  const one = buildRow({ ...series, values, actuals: [1, 2, 3] });
  const other = buildRow({ ...series, values: values.map((v) => 1_024 * v), actuals: [1_024, 2_048, 3_072] });
  assert.deepEqual(other, one);
  const { mean, deviation } = inputScale([one]);
  const { minimum, maximum } = rangeOf([one]);
  assert.deepEqual(mean, [...one.features]);
  assert.ok(deviation.every((value) => value > 0));
  assert.ok(one.features.every((value, i) => value >= (minimum[i] ?? 1) && value <= (maximum[i] ?? -1)));
});
