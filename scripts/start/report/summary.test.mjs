import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sampleResult } from './sample-result.mjs';
import { renderSummary } from './summary.mjs';

const backend = { apiUrl: 'http://127.0.0.1:5001/api', firestoreHost: '127.0.0.1:8080', projectId: 'demo-x' };
const plain = { columns: 90, unicode: true, colour: false };
const render = (/** @type {Partial<typeof plain>} */ style = {}, overrides = {}) =>
  renderSummary({ ...sampleResult(), ...overrides }, backend, { ...plain, ...style });
const has = (/** @type {string} */ text, /** @type {string[]} */ ...lines) => {
  for (const line of lines) assert.ok(text.includes(line), `${line}\n\nis not in\n\n${text}`);
};

test('says what was ingested, run and paid', () => {
  has(
    render({ columns: 120 }),
    '1,234 points of 3 series ingested in 2 requests in 2.5 s: 1,200 as CSV, 34 as JSON; none rejected.',
    'Job "Departures" (4 * * * *) ran by schedule at 21 Nov 04:00: 1 of 2 series forecast in 1.7 s.',
    'The 2 forecasts read 16 documents and wrote 4.',
  );
});

test('gives a telling series a section of its own', () => {
  has(
    render({ columns: 120 }),
    '── flight_departures{airport="BOS"} ──',
    '  Ingested  1,200 points, hourly, 21 Nov 00:00 to 21 Nov 03:00; seasons of 24 and 168 steps',
    '  Forecast  next 5 (4 to 6), 2 steps to 21 Nov 05:00; by theta 60%, ses 40%',
    '  Backtest  MASE 0.6, seasonal naive 0.8: 25% better (7 origins, 2 steps each)',
    '  Coverage  the 80% interval held 82%, the 95% interval held 90%',
    '  Anomalies 2 found',
    '0.91 high dip, 21 Nov 03:00 to 21 Nov 05:00  ◀ the labelled storm',
    'value 1 is below the expected band 10 to 30',
    'all 4 others fell too',
  );
});

test('gives the others a row each, with false alarms only where the labels are complete', () => {
  const rows = render()
    .split('\n')
    .map((line) => line.replaceAll(/ {2,}/g, ' | '));
  assert.ok(rows.includes(' | sensor_humidity | 1,200 | none | none | none | none | none | 1, 1 false'));
  assert.ok(rows.includes(' | sensor_humidity{mote=4} | 1,200 | 5 | 0.6 | 0.8 | 25% better | 82% | 0'));
});

test('shows open alerts with their timeline in order, and counts those that are over', () => {
  has(
    render(),
    '  ● firing  Too few departures (critical)\n    flight_departures{airport="BOS"}, since 21 Nov 03:00:00\n    1 is below 10\n' +
      '    21 Nov 02:00:00 inactive → pending; 21 Nov 03:00:00 pending → firing\n  1 more is over',
  );
  has(render({}, { alerts: [] }), '── Alerts ', '\n  none\n');
});

test('ends with the ways in', () => {
  has(
    render(),
    'http://127.0.0.1:5001/api/openapi.json',
    "curl -s -H 'Authorization: Bearer iv_key' 'http://127.0.0.1:5001/api/v1/alerts?open=true'",
    "'http://127.0.0.1:8080/v1/projects/demo-x/databases/(default)/documents/organizations/org_1/forecast_jobs'",
  );
  const inMemory = renderSummary(sampleResult(), { ...backend, firestoreHost: undefined }, plain);
  has(inMemory, 'in memory, in this process');
  assert.ok(!inMemory.includes('Bearer owner'));
});

test('keeps to the width, but for what is there to be copied', () => {
  const lines = render().split('\n');
  const wide = lines.filter((line) => line.length > plain.columns && !line.includes('http'));
  assert.deepEqual(wide, []);
});

test('is plain ASCII where the terminal has nothing else', () => {
  const text = render({ unicode: false });
  assert.deepEqual(
    [...text].filter((character) => character > '~'),
    [],
  );
  has(text, '* firing', 'inactive -> pending');
});
