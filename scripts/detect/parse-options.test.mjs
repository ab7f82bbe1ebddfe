import assert from 'node:assert/strict';
import { test } from 'node:test';
import { UsageError } from '../forecast/errors.mjs';
import { parseOptions } from './parse-options.mjs';
import { usage } from './usage.mjs';

test('has a default for everything, and leaves what decides to the detector', () => {
  const defaults = { help: false, grouped: false, bands: false, rarity: false, progress: false, jobs: 1 };
  assert.deepEqual(parseOptions([]), defaults);
});

test('reads what is asked for', () => {
  const args = [
    '--sensitivity',
    '0.7',
    '--seasons',
    '24,168',
    '--bands',
    '--jobs=3',
    '--input',
    'a',
    '--output=b',
  ];
  const asked = { sensitivity: 0.7, seasonLengths: [24, 168], bands: true, jobs: 3, input: 'a', output: 'b' };
  assert.deepEqual(parseOptions(args), {
    help: false,
    grouped: false,
    rarity: false,
    progress: false,
    ...asked,
  });
  assert.deepEqual(parseOptions(['--seasons', 'none']).seasonLengths, []);
  assert.equal(parseOptions(['--time-zone', 'Europe/Vienna']).timeZone, 'Europe/Vienna');
  assert.equal(parseOptions(['--format', 'csv', '--grouped']).format, 'csv');
  assert.ok(parseOptions(['--jobs', 'auto']).jobs >= 1);
});

for (const args of [
  ['--sensitivity', '1.1'],
  ['--sensitivity', 'high'],
  ['--sensitivity', ''],
  ['--time-zone', 'Mars/Olympus'],
  ['--seasons', '1'],
  ['--seasons', '24,,168'],
  ['--seasons', '2,3,4,5,6'],
  ['--jobs', '0'],
  ['--jobs', '257'],
  ['--format', 'xml'],
  ['--unknown'],
  ['file.jsonl'],
]) {
  test(`refuses ${args.join(' ')}`, () => {
    assert.throws(() => parseOptions(args), UsageError);
  });
}

test('every option stands in the help', () => {
  const names = [
    'sensitivity',
    'seasons',
    'time-zone',
    'rarity',
    'bands',
    'input',
    'output',
    'format',
    'grouped',
    'jobs',
    'progress',
  ];
  for (const name of [...names, 'help']) assert.ok(usage.includes(`--${name}`), name);
});
