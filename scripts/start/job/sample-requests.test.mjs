import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadSamples } from '../../samples/load-samples.mjs';
import { sampleRequests } from './sample-requests.mjs';

const samples = loadSamples({ now: Date.parse('2026-11-21T05:00:00Z') });
const requests = sampleRequests(samples);
const lines = (/** @type {string} */ metric) =>
  requests
    .find((one) => one.metric === metric)
    ?.body.trimEnd()
    .split('\n') ?? [];

test('brings every point once, a request for each metric, in three formats', () => {
  const total = samples.reduce((sum, { points }) => sum + points.length, 0);
  assert.equal(
    requests.reduce((sum, { points }) => sum + points, 0),
    total,
  );
  assert.deepEqual(
    requests.map(({ metric, format }) => [metric, format]),
    [
      ['flight_departures', 'CSV'],
      ['flight_arrival_delay', 'CSV'],
      ['sensor_humidity', 'NDJSON'],
      ['equipment_turnover_index', 'JSON'],
    ],
  );
});

test('writes CSV with unit, kind and labels in each row', () => {
  const [header, first] = lines('flight_departures');
  const point = samples[0]?.points[0];
  assert.equal(header, 'metric,timestamp,value,unit,kind,airport');
  assert.equal(
    first,
    `flight_departures,${new Date(point?.at ?? 0).toISOString()},${point?.value},flights,delta,ATL`,
  );
  assert.equal(lines('flight_departures').length - 1, requests[0]?.points);
});

test('writes a JSON object a line for NDJSON, and pairs below their series for JSON', () => {
  const written = lines('sensor_humidity').map((line) => JSON.parse(line));
  assert.equal(written.length, requests[2]?.points);
  assert.deepEqual(written[0].labels, { mote: '3', place: 'indoor' });
  const turnover = samples.find(({ metric }) => metric === 'equipment_turnover_index');
  const { series } = JSON.parse(requests[3]?.body ?? '{}');
  assert.deepEqual(
    series[0].points.map((/** @type {[string, number]} */ [at, value]) => ({ at: Date.parse(at), value })),
    turnover?.points,
  );
});
