import assert from 'node:assert/strict';
import { test } from 'node:test';
import { UsageError } from '../forecast/errors.mjs';
import { parseOptions } from './parse-options.mjs';
import { usage } from './usage.mjs';

const defaults = { help: false, rule: 'r.json', summary: false, grouped: false, progress: false };

test('needs a rule, and leaves what decides to the rule and the engine', () => {
  assert.deepEqual(parseOptions(['--rule', 'r.json']), defaults);
  assert.throws(() => parseOptions([]), UsageError);
  assert.equal(parseOptions(['--help']).help, true);
});

test('reads what is asked for', () => {
  const args = ['--rule=r.json', '--from', '2026-11-01', '--forecast-every', '12', '--season-length', '7'];
  const asked = { from: '2026-11-01', forecastEvery: 12, seasonLength: 7 };
  assert.deepEqual(parseOptions(args), { ...defaults, ...asked });
  const files = ['--policies', 'p', '--silences', 's', '--inhibitions', 'i', '--input', 'a', '--output', 'b'];
  const { policies, silences, inhibitions, input, output } = parseOptions(['--rule', 'r.json', ...files]);
  assert.deepEqual([policies, silences, inhibitions, input, output], ['p', 's', 'i', 'a', 'b']);
  const more = ['--sensitivity', '0.7', '--time-zone', 'Europe/Vienna', '--format', 'csv', '--summary'];
  const { sensitivity, timeZone, format, summary } = parseOptions(['--rule', 'r.json', ...more]);
  assert.deepEqual([sensitivity, timeZone, format, summary], [0.7, 'Europe/Vienna', 'csv', true]);
});

for (const args of [
  ['--forecast-every', '0'],
  ['--forecast-every', '1.5'],
  ['--season-length', '1'],
  ['--sensitivity', '1.1'],
  ['--sensitivity', ''],
  ['--time-zone', 'Mars/Olympus'],
  ['--format', 'xml'],
  ['--unknown'],
  ['file.jsonl'],
]) {
  test(`refuses ${args.join(' ')}`, () => {
    assert.throws(() => parseOptions(['--rule', 'r.json', ...args]), UsageError);
  });
}

test('every option stands in the help', () => {
  const names = [
    ...['rule', 'policies', 'silences', 'inhibitions', 'from', 'to', 'forecast-every', 'season-length'],
    ...['time-zone', 'sensitivity', 'summary', 'input', 'output', 'format', 'grouped', 'progress', 'help'],
  ];
  for (const name of names) assert.ok(usage.includes(`--${name}`), name);
});
