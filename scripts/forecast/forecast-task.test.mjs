import assert from 'node:assert/strict';
import { test } from 'node:test';
import { buildFunctions } from '../setup/build-functions.mjs';

await buildFunctions();
const { forecastTask } = await import('./forecast-task.mjs');
const { forecastSeries } = await import('../../functions/lib/forecasting/index.js');

const options = { model: /** @type {const} */ ('auto'), levels: [80, 95] };
const season = [12, 18, 25, 9];
const values = Array.from(
  { length: 40 },
  (_, index) => (season[index % 4] ?? 0) + index / 4 + ((index * 7) % 5) / 9,
);

/**
 * @param {object} series
 * @param {Partial<import('./forecast-task.mjs').TaskOptions>} [more]
 */
const answer = (series, more) =>
  JSON.parse(forecastTask({ line: 7, text: JSON.stringify(series) }, { ...options, ...more }).output);

test('answers with the numbers of the engine, and nothing but the fields of the contract', () => {
  const line = answer({ id: 'a', values, horizon: 6, seasonLength: 4, frequency: 'quarterly', extra: true });
  assert.deepEqual(Object.keys(line), ['id', 'mean', 'intervals', 'model', 'cautions']);
  const observations = values.map((value, index) => ({ at: Date.UTC(2000, 3 * index), value }));
  const resolution = /** @type {const} */ ({ unit: 'month', count: 3 });
  const direct = forecastSeries({
    observations,
    horizon: 6,
    levels: [80, 95],
    resolution,
    seasonLengths: [4],
  });
  assert.deepEqual(line.mean, direct.mean);
  assert.deepEqual(line.intervals, direct.intervals);
  assert.equal(line.model.name, direct.model.name);
});

test('tells the instants where the series says when it begins', () => {
  const line = answer({ id: 'a', values, horizon: 3, frequency: 'monthly', start: '2020-01-31' });
  assert.deepEqual(line.at, [
    '2023-05-31T00:00:00.000Z',
    '2023-06-30T00:00:00.000Z',
    '2023-07-31T00:00:00.000Z',
  ]);
});

test('forecasts what follows the values, also where the last of them are missing', () => {
  const known = answer({ id: 'a', values, horizon: 5, seasonLength: 4 });
  const open = answer({ id: 'a', values: [...values, null, null], horizon: 3, seasonLength: 4 });
  assert.deepEqual(open.mean, known.mean.slice(2));
  assert.deepEqual(open.intervals[0].upper, known.intervals[0].upper.slice(2));
});

test('keeps to what the values can be', () => {
  const bounds = { minimum: 20, maximum: 30, integer: true };
  const { mean, intervals, model } = answer({ id: 'a', values, horizon: 5, seasonLength: 4 }, { bounds });
  const all = [mean, intervals[0].lower, intervals[1].upper].flat();
  assert.ok(all.every((value) => Number.isInteger(value) && value >= 20 && value <= 30));
  assert.deepEqual(model.asked.bounds, bounds);
});

test('answers what is asked of the distribution, and repeats it', () => {
  const asked = {
    quantiles: [0.1, 0.5],
    crossings: [
      { threshold: 0, direction: /** @type {const} */ ('above') },
      { threshold: 1e9, direction: /** @type {const} */ ('above'), within: 2 },
    ],
    paths: { count: 3, seed: 7 },
  };
  const series = { id: 'a', values, horizon: 4, seasonLength: 4, frequency: 'monthly', start: '2020-01-01' };
  const line = answer(series, asked);
  assert.deepEqual(answer(series, asked), line);
  assert.deepEqual(line.quantiles, [
    { probability: 0.1, values: line.intervals[0].lower },
    { probability: 0.5, values: line.mean },
  ]);
  const [sure, never] = line.crossings;
  const first = { at: line.at[0], earliest: line.at[0], latest: line.at[0] };
  const steps = { step: 1, earliestStep: 1, latestStep: 1 };
  assert.deepEqual(sure, { ...asked.crossings[0], probability: 1, alreadyCrossed: true, ...steps, ...first });
  assert.deepEqual([never.within, never.probability, never.alreadyCrossed, never.step], [2, 0, false, null]);
  assert.deepEqual(
    line.paths.map((/** @type {number[]} */ path) => path.length),
    [4, 4, 4],
  );
  const last = values.at(-1) ?? 0;
  const across = [last, last + 0.001].map((threshold) => ({
    threshold,
    direction: /** @type {const} */ ('above'),
  }));
  assert.deepEqual(
    answer(series, { crossings: across }).crossings.map(
      (/** @type {{ alreadyCrossed: boolean }} */ { alreadyCrossed }) => alreadyCrossed,
    ),
    [true, false],
  );
});

test('counts steps of crossings and paths from the end of the values, also where the last are missing', () => {
  const rising = { id: 'a', values: [1, 2, 3, 4, 5, 6, 7, null, null], horizon: 3, seasonLength: 1 };
  const asked = {
    crossings: [{ threshold: 8.5, direction: /** @type {const} */ ('above'), within: 1 }],
    paths: { count: 1, seed: 1 },
  };
  const line = answer(rising, { ...asked, model: 'drift' });
  assert.deepEqual([line.crossings[0].probability, line.crossings[0].step], [1, 1]);
  assert.deepEqual(
    line.paths[0].map((/** @type {number} */ value) => Math.round(value)),
    [10, 11, 12],
  );
});

test('fills gaps inside, and says so', () => {
  const line = answer({
    id: 'a',
    values: values.map((value, index) => (index === 9 ? null : value)),
    horizon: 2,
  });
  assert.ok(line.cautions.some((/** @type {{ code: string }} */ { code }) => code === 'gaps-filled'));
});

test('takes a season length of 1 as none, and others as they are told', () => {
  assert.deepEqual(answer({ id: 'a', values, horizon: 2, seasonLength: 1 }).model.seasonLengths, []);
  assert.deepEqual(answer({ id: 'a', values, horizon: 2, seasonLength: 4 }).model.seasonLengths, [4]);
  assert.deepEqual(answer({ id: 'a', values, horizon: 2 }, { seasonLength: 4 }).model.seasonLengths, [4]);
});

test('finds the season of the week beside that of the day which hourly data name', () => {
  const hourly = Array.from(
    { length: 24 * 7 * 6 },
    (_, hour) =>
      50 + 20 * Math.sin((hour * Math.PI) / 12) + (hour % 168 < 48 ? -25 : 10) + ((hour * 13) % 7) / 3,
  );
  const line = answer({ id: 'a', values: hourly, horizon: 24, seasonLength: 24, frequency: 'hourly' });
  assert.deepEqual(line.model.seasonLengths.toSorted(), [168, 24]);
});

test('forecasts minutes by the hour, on the clock of a zone', () => {
  const minutes = Array.from({ length: 60 * 24 * 14 }, () => 1);
  const line = answer(
    { id: 'a', values: minutes, horizon: 3, frequency: 'min', start: '2026-10-11T00:00:00Z' },
    { resolution: 'PT1H', aggregate: 'sum', timeZone: 'Europe/Vienna' },
  );
  assert.deepEqual(line.mean, [60, 60, 60]);
  assert.deepEqual(line.at, [
    '2026-10-25T00:00:00.000Z',
    '2026-10-25T01:00:00.000Z',
    '2026-10-25T02:00:00.000Z',
  ]);
  assert.equal(line.model.timeZone, 'Europe/Vienna');
});

test('takes the days of a zone for days, of the line or of all', () => {
  const days = Array.from({ length: 60 }, (_, index) => 10 + (index % 7));
  const dated = { id: 'a', values: days, horizon: 2, frequency: 'daily', start: '2026-08-26T00:00:00+02:00' };
  const expected = ['2026-10-24T22:00:00.000Z', '2026-10-25T23:00:00.000Z'];
  assert.deepEqual(answer({ ...dated, timeZone: 'Europe/Vienna' }).at, expected);
  assert.deepEqual(answer(dated, { timeZone: 'Europe/Vienna' }).at, expected);
  const utc = { ...dated, start: '2026-08-26', timeZone: 'Europe/Vienna' };
  assert.deepEqual(answer(utc).at, ['2026-10-25T00:00:00.000Z', '2026-10-26T00:00:00.000Z']);
});

test('tells what it repaired, by instant or by place, unless that is not wanted', () => {
  const faulty = values.map((value, index) => (index === 3 ? null : index === 30 ? 900 : value + index / 7));
  const { model } = answer({ id: 'a', values: faulty, horizon: 2, seasonLength: 4 });
  assert.deepEqual(
    model.repairs.map(
      (/** @type {{ kind: string, place: number, value: number }} */ { kind, place, value }) => [
        kind,
        place,
        value,
      ],
    ),
    [['outlier', 31, 900]],
  );
  const dated = { id: 'a', values: faulty, horizon: 2, seasonLength: 4, frequency: 'Q', start: '2010-01-01' };
  assert.equal(answer(dated).model.repairs[0].at, '2017-07-01T00:00:00.000Z');
  assert.deepEqual(answer(dated, { repair: 'none' }).model.repairs, []);
});

test('keeps what it was asked beside the answer', () => {
  const { model } = answer({ id: 'a', values, horizon: 2, frequency: 'MS' }, { levels: [50] });
  assert.deepEqual(model.asked, { model: 'auto', levels: [50], horizon: 2, frequency: 'MS' });
  assert.match(model.inputHash, /^[0-9a-f]{64}$/);
});

for (const [name, series, error] of /** @type {[string, unknown, RegExp][]} */ ([
  ['an object without an id', { values: [1], horizon: 1 }, /"id"/],
  ['values that are no array', { id: 'a', values: '1,2', horizon: 1 }, /"values" must be an array/],
  ['a value that is text', { id: 'a', values: [1, '2'], horizon: 1 }, /"values"\[1\]/],
  ['nothing but gaps', { id: 'a', values: [null], horizon: 1 }, /holds no number/],
  ['no values', { id: 'a', values: [], horizon: 1 }, /holds no number/],
  ['no horizon', { id: 'a', values: [1, 2] }, /"horizon" is missing/],
  ['a horizon of nothing', { id: 'a', values: [1, 2], horizon: 0 }, /"horizon" must be/],
  ['a horizon without end', { id: 'a', values: [1, 2], horizon: 10_001 }, /must not exceed 10000/],
  [
    'a frequency that is none',
    { id: 'a', values: [1, 2], horizon: 1, frequency: 'B' },
    /"frequency" must be/,
  ],
  [
    'a start without a frequency',
    { id: 'a', values: [1, 2], horizon: 1, start: '2020-01-01' },
    /needs a "frequency"/,
  ],
  [
    'a start that is no instant',
    { id: 'a', values: [1], horizon: 1, frequency: 'D', start: 'May' },
    /"start" must be/,
  ],
  [
    'a zone that is none',
    { id: 'a', values: [1], horizon: 1, timeZone: 'Mars/Olympus' },
    /"timeZone" must be/,
  ],
  [
    'a resolution that is none',
    { id: 'a', values: [1], horizon: 1, frequency: 'h', resolution: 'rarely' },
    /"resolution" must be/,
  ],
  [
    'an aggregate that is none',
    { id: 'a', values: [1], horizon: 1, aggregate: 'median' },
    /"aggregate" must be one of mean, sum/,
  ],
  [
    'a resolution of values without one',
    { id: 'a', values: [1, 2], horizon: 1, resolution: 'daily' },
    /"resolution" needs a "frequency"/,
  ],
  ['an array', [1, 2], /expected a JSON object/],
])) {
  test(`makes an error line with its number of ${name}`, () => {
    const line = answer(/** @type {object} */ (series));
    assert.equal(line.line, 7);
    assert.match(line.error, error);
  });
}

test('makes an error line of text that is no JSON', () => {
  const { output, evidence } = forecastTask({ line: 3, text: '{"id":' }, options);
  assert.match(JSON.parse(output).error, /^not JSON/);
  assert.equal(evidence, undefined);
});

test('draws the forecast where a chart is wanted', () => {
  const chart = { columns: 60, unicode: false, colour: false };
  const drawn = forecastTask(
    { line: 1, text: JSON.stringify({ id: 'a', values, horizon: 4 }) },
    { ...options, chart },
  );
  assert.ok(drawn.chart?.some((line) => line.includes('*')));
  assert.ok(drawn.chart?.every((line) => line.length <= 60 || line.startsWith('  next')));
});
