import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { loadSamples } from './load-samples.mjs';
import { formatSampleCsv, parseSampleCsv } from './sample-csv.mjs';

const HOUR_MS = 3_600_000;
const WEEK_MS = 168 * HOUR_MS;
const folder = new URL('../../samples/', import.meta.url);
const readText = (name) => readFileSync(new URL(name, folder), 'utf8');
const { files } = JSON.parse(readText('manifest.json'));

/** A minute past a month's turn, the start of an hour, a leap day, just before a year's turn. */
const instants = [
  '2026-11-21T05:17:09.250Z',
  '2026-12-01T00:00:00.000Z',
  '2028-02-29T12:00:00.000Z',
  '2029-12-31T23:59:59.999Z',
].map((text) => Date.parse(text));

const find = (series, metric, labels) =>
  series.find(
    (candidate) =>
      candidate.metric === metric &&
      Object.entries(labels).every(([name, value]) => candidate.labels[name] === value),
  );

test('the manifest lists each CSV with its hash, size and number of rows', () => {
  const listed = files.flatMap(({ file, faults }) => (faults ? [file, faults.file] : [file]));
  assert.deepEqual(
    readdirSync(folder)
      .filter((name) => name.endsWith('.csv'))
      .sort(),
    listed.sort(),
  );
  for (const { file, sha256, bytes, rows } of files) {
    const text = readText(file);
    assert.equal(createHash('sha256').update(text).digest('hex'), sha256, file);
    assert.equal(Buffer.byteLength(text), bytes, file);
    assert.equal(text.trimEnd().split('\n').length - 1, rows, file);
  }
});

test('each series in the files has the rows and the span of the manifest, in order and without doubles', () => {
  for (const { file, rows, series: expected } of files) {
    const series = parseSampleCsv(readText(file));
    assert.equal(series.length, expected.length);
    assert.equal(
      expected.reduce((sum, entry) => sum + entry.rows, 0),
      rows,
    );
    for (const [index, { metric, labels, points }] of series.entries()) {
      const { from, to, rows: count, ...rest } = expected[index];
      assert.deepEqual({ metric, labels, unit: series[index].unit }, rest);
      assert.deepEqual(
        [points.length, points[0].at, points.at(-1).at],
        [count, Date.parse(from), Date.parse(to)],
      );
      assert.ok(points.every(({ at }, i) => i === 0 || at > points[i - 1].at));
    }
  }
});

test('what is read can be written again, byte for byte', () => {
  for (const { file } of files) assert.equal(formatSampleCsv(parseSampleCsv(readText(file))), readText(file));
});

test('the files together stay below 3 MB', () => {
  assert.ok(files.reduce((sum, { bytes }) => sum + bytes, 0) < 3_000_000);
});

test('the same instant gives the same series, and nothing lies after it', () => {
  for (const now of instants) {
    const series = loadSamples({ now });
    assert.deepEqual(series, loadSamples({ now }));
    for (const { points, faults = [] } of series) {
      assert.ok(points.every(({ at }) => at <= now));
      assert.ok(faults.every(({ from, to }) => from <= to && to <= now));
    }
  }
});

test('an hour that is not over at now has no point yet', () => {
  for (const now of instants) {
    const departures = find(loadSamples({ now }), 'flight_departures', { airport: 'ORD' });
    const endOfLastHour = departures.points.at(-1).at + HOUR_MS;
    assert.ok(endOfLastHour <= now && endOfLastHour > now - HOUR_MS);
  }
});

test('airports keep weekday and hour, and lose less than a week', () => {
  const recorded = parseSampleCsv(readText('airports-hourly.csv'));
  for (const now of instants) {
    for (const { metric, labels, points } of loadSamples({ now }).slice(0, recorded.length)) {
      const original = find(recorded, metric, labels);
      const shift = points[0].at - original.points[0].at;
      assert.equal(shift % WEEK_MS, 0);
      assert.deepEqual(
        points,
        original.points.slice(0, points.length).map(({ at, value }) => ({ at: at + shift, value })),
      );
      assert.ok(original.points.length - points.length < 168);
    }
  }
});

test('the monthly series keeps month starts and months, and ends with the last full month', () => {
  const [recorded] = parseSampleCsv(readText('equipment-turnover-monthly.csv'));
  const expectedLast = ['2026-10-01', '2026-11-01', '2028-01-01', '2029-11-01'];
  for (const [index, now] of instants.entries()) {
    const { points } = find(loadSamples({ now }), 'equipment_turnover_index', {});
    assert.equal(new Date(points.at(-1).at).toISOString(), `${expectedLast[index]}T00:00:00.000Z`);
    assert.ok(recorded.points.length - points.length <= 11);
    for (const [step, { at, value }] of points.entries()) {
      assert.match(new Date(at).toISOString(), /-01T00:00:00\.000Z$/);
      assert.equal(new Date(at).getUTCMonth(), new Date(recorded.points[step].at).getUTCMonth());
      assert.equal(value, recorded.points[step].value);
    }
  }
});

test('the sensor ends now, two minutes into its fault; the other sensor is clean', () => {
  for (const now of instants) {
    const series = loadSamples({ now });
    const faulty = find(series, 'sensor_humidity', { mote: '3' });
    const last = faulty.points.at(-1).at;
    assert.ok(now - last < 5_000);
    assert.deepEqual(faulty.faults, [{ from: last - 120_000, to: last, kind: 'introduced-event' }]);
    assert.equal(faulty.points.filter(({ at }) => at >= faulty.faults[0].from).length, 25);
    assert.equal(faulty.points.length, 2423 + 25);
    const clean = find(series, 'sensor_humidity', { mote: '4' });
    assert.deepEqual([clean.faults, clean.faultsComplete, clean.points.at(-1).at], [[], true, last]);
  }
});

test('the storm moves with its airport, and only there is a label', () => {
  const series = loadSamples({ now: instants[0] });
  const departures = find(series, 'flight_departures', { airport: 'BOS' });
  const [{ from, to, kind }] = departures.faults;
  const during = departures.points.filter(({ at }) => at >= from && at <= to);
  assert.deepEqual([kind, departures.faultsComplete, during.length], ['storm', false, 48]);
  assert.equal(
    during.reduce((sum, { value }) => sum + value, 0),
    155,
  );
  assert.equal(find(series, 'flight_departures', { airport: 'ATL' }).faults, undefined);
});

test('hours without departures are zeros, and have no mean delay', () => {
  const series = loadSamples({ now: instants[0] });
  for (const airport of ['ATL', 'BOS', 'DFW', 'LAX', 'ORD']) {
    const departures = find(series, 'flight_departures', { airport }).points;
    const delays = new Set(find(series, 'flight_arrival_delay', { airport }).points.map(({ at }) => at));
    assert.ok(departures.every(({ at, value }) => value > 0 === delays.has(at)));
    assert.ok(departures.every(({ at }, i) => i === 0 || at - departures[i - 1].at === HOUR_MS));
  }
});

test('each series says what it is and where it comes from', () => {
  for (const series of loadSamples({ now: instants[0] })) {
    assert.ok(['gauge', 'delta'].includes(series.kind));
    for (const field of ['unit', 'description', 'source', 'licence'])
      assert.ok(series[field].length > 0, field);
  }
});

test('refuses a now that is no instant', () => {
  assert.throws(() => loadSamples({ now: Number.NaN }), TypeError);
});
