import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { buildFunctions } from '../setup/build-functions.mjs';
import { projectRoot } from '../setup/project-root.mjs';

await buildFunctions();
const { answeredForecast } = await import('../../functions/lib/pipeline/forecast/answered-forecast.js');
const { makeForecast } = await import('../../functions/lib/pipeline/forecast/make-forecast.js');
const { explain } = await import('../../functions/lib/pipeline/forecast/explain.js');
const { forecastOptionsSchema } = await import('../../functions/lib/contracts/forecast-options.js');

const hour = 3_600_000;
const points = Array.from({ length: 400 }, (_, index) => ({
  at: Date.UTC(2026, 10, 1) + index * hour,
  value: 50 + 20 * Math.sin((index * Math.PI) / 12) + ((index * 7_919) % 97) / 9.7,
}));
const metricId = 'met_1';
const { points: madePoints, ...rest } = answeredForecast(
  makeForecast(points.slice(0, 360), {
    ...{ horizon: 24, levels: [80, 95], backend: 'auto', model: 'auto' },
    ...{ seasonLengths: [24], bounds: { maximum: 90 }, quantiles: [0.1, 0.42] },
    crossings: [{ threshold: 80, direction: 'above', withinSeconds: 36_000 }],
  }),
);
/** What `GET /v1/forecasts/{id}` answers. */
const stored = JSON.parse(JSON.stringify({ forecastId: 'fct_1', metricId, points: madePoints, ...rest }));
/** What `GET /v1/metrics/{id}/series` answers: more has come since. */
const page = {
  metricId,
  aggregate: null,
  points: points.map(({ at, value }) => ({ at: new Date(at), value })),
};

/** @param {import('node:test').TestContext} t */
function folderOf(t) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'reproduce-'));
  t.after(() => fs.rmSync(folder, { recursive: true }));
  return {
    /**
     * @param {string} name
     * @param {unknown} content
     */
    write(name, content) {
      const file = path.join(folder, name);
      fs.writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content, null, 2));
      return file;
    },
  };
}

/**
 * @param {string} forecast
 * @param {...string} series
 */
function reproduce(forecast, ...series) {
  const script = path.join(projectRoot, 'scripts', 'reproduce.mjs');
  const args = ['--forecast', forecast, ...series.flatMap((file) => ['--series', file])];
  return spawnSync(process.execPath, [script, ...args], { encoding: 'utf8' });
}

test('finds a stored forecast identical, from a series that has grown since and came in pages', (t) => {
  const folder = folderOf(t);
  const forecast = folder.write('forecast.json', stored);
  const first = folder.write('1.json', { ...page, points: page.points.slice(0, 150) });
  const second = folder.write('2.json', { ...page, points: page.points.slice(150) });
  const { status, stdout, stderr } = reproduce(forecast, first, second);
  assert.deepEqual([status, stdout, stderr], [0, 'identical: 1 of 1\n', '']);
});

test('makes a forecast with regressors, events and holidays again, from the series of its regressors too', async (t) => {
  const folder = folderOf(t);
  const promotion = points.map(({ at }, index) => ({ at, value: (index * 31) % 50 < 8 ? 1 : 0 }));
  const sold = points.map(({ at, value }, index) => ({
    at,
    value: value + 30 * (promotion[index]?.value ?? 0),
  }));
  const asked = forecastOptionsSchema.parse({
    horizon: 24,
    regressors: [
      { name: 'promotion', metricId: 'met_2', future: 'stored' },
      { name: 'planned', metricId: 'met_2', future: { '2026-11-16T02:00:00Z': 1 } },
    ],
    events: [{ name: 'fair', occurrences: [{ from: '2026-11-03', to: '2026-11-04' }] }],
    holidays: { country: 'US', grouping: 'each' },
  });
  const read = async () => ({ metricId: 'met_2', points: promotion.slice(0, 384) });
  const explaining = await explain(read, sold.slice(0, 360), asked);
  const { points: made, ...card } = answeredForecast(makeForecast(sold.slice(0, 360), asked, explaining));
  const forecast = folder.write('forecast.json', { forecastId: 'fct_2', metricId, points: made, ...card });
  const pageOf = (/** @type {string} */ id, /** @type {typeof points} */ of) =>
    folder.write(`${id}.json`, {
      ...page,
      metricId: id,
      points: of.map(({ at, value }) => ({ at: new Date(at), value })),
    });
  const series = pageOf(metricId, sold);
  const regressor = pageOf('met_2', promotion);
  assert.equal(reproduce(forecast, series, regressor).stdout, 'identical: 1 of 1\n');
  const alone = reproduce(forecast, series);
  assert.equal(alone.status, 1);
  assert.match(alone.stdout, /no --series holds the points of promotion \(met_2\)/);
});

test('says that values which were sent along as history are not kept', async (t) => {
  const folder = folderOf(t);
  const asked = forecastOptionsSchema.parse({
    horizon: 24,
    regressors: [{ name: 'sent', history: points.map(({ at, value }) => [at, value % 7]) }],
  });
  const nothing = async () => ({ metricId: null, points: [] });
  const explaining = await explain(nothing, points, asked);
  const { points: made, ...card } = answeredForecast(makeForecast(points, asked, explaining));
  const forecast = folder.write('forecast.json', { forecastId: 'fct_3', metricId, points: made, ...card });
  const { status, stdout } = reproduce(forecast, folder.write('series.json', page));
  assert.equal(status, 1);
  assert.match(stdout, /sent along with the request and is not kept/);
});

test('finds forecasts identical that were asked for by resolution, zone and repair', (t) => {
  const folder = folderOf(t);
  const minute = 60_000;
  const dense = Array.from({ length: 5_000 }, (_, index) => ({
    at: Date.UTC(2026, 9, 22) + index * minute,
    value: index === 3_000 ? 900 : 5 + Math.sin(index / 200) + ((index * 7_919) % 97) / 97,
  }));
  const forecasts = [
    { resolution: '15 minutes', aggregate: /** @type {const} */ ('sum'), timeZone: 'Europe/Vienna' },
    { resolution: 'PT1H', repair: /** @type {const} */ ('none') },
    { aggregate: /** @type {const} */ ('max') },
  ].map((asked, index) => {
    const { points: made, ...more } = answeredForecast(
      makeForecast(dense.slice(0, 4_321), {
        ...{ horizon: 24, levels: [80], backend: 'auto', model: 'auto' },
        ...asked,
      }),
    );
    return JSON.stringify({ forecastId: `fct_${index}`, metricId, points: made, ...more });
  });
  const series = folder.write('series.json', {
    ...page,
    points: dense.map(({ at, value }) => ({ at: new Date(at), value })),
  });
  const { status, stdout } = reproduce(folder.write('forecasts.jsonl', forecasts.join('\n')), series);
  assert.deepEqual([status, stdout], [0, 'identical: 3 of 3\n']);
});

test('tells a changed point of the forecast, to the last bit', (t) => {
  const folder = folderOf(t);
  const changed = structuredClone(stored);
  const mean = changed.points[3].mean;
  changed.points[3].mean = mean * (1 + Number.EPSILON);
  const { status, stdout } = reproduce(
    folder.write('forecast.json', changed),
    folder.write('series.json', page),
  );
  assert.equal(status, 1);
  assert.ok(
    stdout.includes(`points[3].mean: it says ${changed.points[3].mean}, made again it is ${mean}`),
    stdout,
  );
});

test('finds a forecast from before distributions were kept identical', (t) => {
  const folder = folderOf(t);
  const { distribution, quantiles, crossings, points: answered, card, ...old } = stored;
  const { lastValue, ...history } = card.history;
  const older = {
    ...old,
    points: answered.map((/** @type {any} */ { quantiles: _, ...point }) => point),
    card: { ...card, history },
  };
  const { stdout } = reproduce(folder.write('forecast.json', older), folder.write('series.json', page));
  assert.equal(stdout, 'identical: 1 of 1\n');
});

test('tells that the series is not the one that the forecast saw', (t) => {
  const folder = folderOf(t);
  const changed = structuredClone(page);
  const point = changed.points[100];
  assert.ok(point !== undefined);
  point.value += 1e-9;
  const { status, stdout } = reproduce(
    folder.write('forecast.json', stored),
    folder.write('series.json', changed),
  );
  assert.equal(status, 1);
  assert.match(stdout, /inputHash: the 400 points/);
});

test('says so when another version of the engine made it', (t) => {
  const folder = folderOf(t);
  const older = { ...stored, card: { ...stored.card, engineVersion: 'iv-forecast/0.0.1' } };
  const { status, stdout } = reproduce(
    folder.write('forecast.json', older),
    folder.write('series.json', page),
  );
  assert.equal(status, 1);
  assert.match(stdout, /Made by iv-forecast\/0\.0\.1/);
});

test('makes again what our engine forecast in the place of TimeGPT, and says that TimeGPT cannot be asked again', (t) => {
  const folder = folderOf(t);
  const series = folder.write('series.json', page);
  const caution = { code: 'timegpt-unavailable', message: 'TimeGPT was asked for' };
  const instead = { ...stored, card: { ...stored.card, cautions: [...stored.card.cautions, caution] } };
  assert.equal(reproduce(folder.write('instead.json', instead), series).stdout, 'identical: 1 of 1\n');
  const { status, stdout } = reproduce(
    folder.write('theirs.json', { ...stored, backend: 'timegpt' }),
    series,
  );
  assert.equal(status, 1);
  assert.match(stdout, /TimeGPT made it, and cannot be asked for the same again/);
});

test('says that what was reconciled with others cannot be made again alone', (t) => {
  const folder = folderOf(t);
  const hierarchy = { node: 'sum', inputHash: 'f00d' };
  const { status, stdout } = reproduce(
    folder.write('sum.json', { ...stored, metricId: null, sumId: 'sum_1', hierarchy }),
    folder.write('series.json', page),
  );
  assert.equal(status, 1);
  assert.match(stdout, /it was reconciled with others \(input f00d\)/);
});

test('makes again what the forecast command printed, and passes its error lines over', (t) => {
  const folder = folderOf(t);
  const series = ['a', 'b', 'a'].map((id, index) => ({
    id,
    values: points.slice(index * 30, 90 + index * 30).map(({ value }) => value),
  }));
  const lines = [...series.map((one) => JSON.stringify(one)), '{"id":"c","values":"none"}'];
  const input = folder.write('series.jsonl', `${lines.join('\n')}\n`);
  const command = [
    path.join(projectRoot, 'scripts', 'forecast.mjs'),
    '--horizon',
    '5',
    '--season-length',
    '24',
    '--quantiles',
    '0.1,0.42',
    '--cross',
    '>60 within 3',
    '--paths',
    '2',
  ];
  const printed = spawnSync(process.execPath, [...command, '--input', input], { encoding: 'utf8' });
  assert.equal(printed.status, 1);
  const same = reproduce(folder.write('forecasts.jsonl', printed.stdout), input);
  assert.deepEqual([same.status, same.stdout], [0, 'identical: 3 of 3\n']);
  const other = folder.write('other.jsonl', `${JSON.stringify({ ...series[0], values: [1, 2, 3] })}\n`);
  const different = reproduce(folder.write('first.json', printed.stdout.split('\n')[0]), other);
  assert.equal(different.status, 1);
  assert.match(different.stdout, /a differs in \d+ places/);
});

test('tells wrong usage from a difference', (t) => {
  const folder = folderOf(t);
  const forecast = folder.write('forecast.json', stored);
  for (const [file, series, words] of /** @type {const} */ ([
    [forecast, folder.write('buckets.json', { ...page, aggregate: 'mean' }), /holds buckets/],
    [forecast, folder.write('else.json', { id: 'a', values: [] }), /holds no "points"/],
    [forecast, 'no-such-file.json', /no-such-file/],
    [folder.write('empty.json', ''), forecast, /holds no forecast/],
    [folder.write('other.json', { hello: 1 }), forecast, /holds neither/],
  ])) {
    const { status, stderr } = reproduce(file, series);
    assert.equal(status, 2, stderr);
    assert.match(stderr, words);
  }
});
