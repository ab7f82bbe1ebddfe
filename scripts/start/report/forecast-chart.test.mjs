import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stripVTControlCharacters } from 'node:util';
import { forecastChart } from './forecast-chart.mjs';

const hourMs = 3_600_000;
const start = Date.parse('2026-11-21T00:00:00Z');
const at = (/** @type {number} */ hour) => start + hour * hourMs;
const ascii = { columns: 60, unicode: false, colour: false };

const history = [0, 2, 4, 6, 8, 10].map((value, hour) => ({ at: at(hour), value }));
const forecast = [12, 14, 16].map((mean, step) => ({
  ...{ at: at(6 + step), mean },
  ...{ lower: mean - 2 - 2 * step, upper: mean + 2 + 2 * step },
}));
const input = { history, forecast, stepMs: hourMs, rows: 6 };

test('draws history, forecast and interval in ASCII', () => {
  assert.deepEqual(forecastChart(input, ascii), [
    ' 22 |                                                      :',
    '    |                                               ::::++++',
    '    |                                         ++++++++++::::',
    '    |                        ***********      ::::::::::::::',
    '    |           *************',
    '  0 |***********',
    '    +----------------------------------+--------------------',
    '     21 Nov 00:00                21 Nov 05:00   21 Nov 08:00',
  ]);
});

test('draws eight times finer in braille', () => {
  assert.deepEqual(forecastChart(input, { ...ascii, unicode: true }), [
    ' 22 ┤                                                      ░',
    '    ┤                                               ░░⢀⣀⣀⣀⠤⠤',
    '    ┤                                         ⠤⠤⠒⠒⠒⠉⠉⠉⠁░░░░░',
    '    ┤                          ⣀⣀⣀⡠⠤⠤⠔⠒⠂      ░░░░░░░░░░░░░░',
    '    ┤            ⣀⣀⣀⡠⠤⠤⠤⠒⠒⠒⠊⠉⠉⠉',
    '  0 ┤⣀⣀⠤⠤⠤⠔⠒⠒⠒⠉⠉⠉',
    '    └──────────────────────────────────┴────────────────────',
    '     21 Nov 00:00                21 Nov 05:00   21 Nov 08:00',
  ]);
});

test('leaves a hole where steps are missing', () => {
  const holed = [...history.slice(0, 2), ...history.slice(4)];
  assert.deepEqual(forecastChart({ ...input, history: holed, forecast: [] }, ascii), [
    ' 10 |                                                 ******',
    '    |                                           ******',
    '    |',
    '    |',
    '    |      ******',
    '  0 |******',
    '    +-------------------------------------------------------',
    '     21 Nov 00:00                               21 Nov 05:00',
  ]);
});

test('draws a constant as a line with one number', () => {
  const constant = [5, 5].map((value, hour) => ({ at: at(hour), value }));
  const [first, second] = forecastChart({ history: constant, forecast: [], stepMs: hourMs, rows: 2 }, ascii);
  assert.deepEqual([first, second], ['   |', ` 5 |${'*'.repeat(56)}`]);
});

test('has nothing to draw without points', () => {
  assert.deepEqual(forecastChart({ ...input, history: [], forecast: [] }, ascii), []);
});

test('colour changes no character', () => {
  const plain = forecastChart(input, ascii).map((line) => line.trimEnd());
  const coloured = forecastChart(input, { ...ascii, colour: true });
  assert.ok(coloured.some((line) => line.includes('\u001b[')));
  const stripped = coloured.map((line) => stripVTControlCharacters(line).trimEnd());
  assert.deepEqual(stripped, plain);
});
