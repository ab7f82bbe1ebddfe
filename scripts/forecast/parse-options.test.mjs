import assert from 'node:assert/strict';
import { test } from 'node:test';
import { UsageError } from './errors.mjs';
import { parseOptions } from './parse-options.mjs';
import { usage } from './usage.mjs';

const models = /** @type {const} */ (['auto', 'theta']);

test('has a default for everything', () => {
  const options = parseOptions([], models);
  assert.deepEqual([options.levels, options.model, options.jobs], [[80, 95], 'auto', 1]);
  assert.deepEqual(
    [options.backtest, options.plot, options.input, options.horizon],
    [false, false, undefined, undefined],
  );
});

test('reads what is asked for', () => {
  const args = [
    '--levels',
    '50,99.5',
    '--model=theta',
    '--jobs',
    'auto',
    '--season-length',
    '1',
    '--report',
    'r.txt',
  ];
  const options = parseOptions(args, models);
  assert.deepEqual([options.levels, options.model, options.seasonLength], [[50, 99.5], 'theta', 1]);
  assert.ok(options.jobs >= 1);
  assert.deepEqual([options.report, options.backtest], ['r.txt', true]);
});

test('reads what is asked of the distribution', () => {
  const args = ['--quantiles', '0.1,0.9', '--cross', '>500', '--cross=< -2.5e1 within 12', '--paths', '10'];
  const { quantiles, crossings, paths } = parseOptions([...args, '--seed', '7'], models);
  assert.deepEqual(quantiles, [0.1, 0.9]);
  assert.deepEqual(crossings, [
    { threshold: 500, direction: 'above' },
    { threshold: -25, direction: 'below', within: 12 },
  ]);
  assert.deepEqual(paths, { count: 10, seed: 7 });
  assert.deepEqual(parseOptions(['--paths', '3'], models).paths, { count: 3, seed: 1 });
});

test('reads what the steps are', () => {
  const args = [
    '--resolution',
    'PT1H',
    '--aggregate',
    'sum',
    '--time-zone',
    'Asia/Kolkata',
    '--repair',
    'none',
  ];
  const { resolution, aggregate, timeZone, repair } = parseOptions(args, models);
  assert.deepEqual([resolution, aggregate, timeZone, repair], ['PT1H', 'sum', 'Asia/Kolkata', 'none']);
});

test('reads what the values can be', () => {
  const args = ['--minimum=-1.5', '--maximum', '90', '--integer'];
  assert.deepEqual(parseOptions(args, models).bounds, { minimum: -1.5, maximum: 90, integer: true });
  assert.equal(parseOptions([], models).bounds, undefined);
  const summed = parseOptions(['--reconcile', '*;region,shop', '--minimum', '0'], models);
  assert.deepEqual([summed.reconcile?.groupings, summed.bounds], [[[], ['region', 'shop']], { minimum: 0 }]);
});

for (const args of [
  ['--minimum', 'low'],
  ['--maximum', ''],
  ['--minimum', '5', '--maximum', '5'],
  ['--method', 'ols'],
  ['--reconcile', '*', '--paths', '3'],
  ['--quantiles', '0.5,1'],
  ['--quantiles', ''],
  ['--cross', '500'],
  ['--cross', '>5 within 0'],
  ['--cross', '>1.2.3'],
  ['--paths', '1001'],
  ['--paths', '5', '--seed', '-1'],
  ['--seed', '7'],
  ['--levels', '0'],
  ['--levels', '80,,95'],
  ['--levels', '100'],
  ['--model', 'crystal-ball'],
  ['--jobs', '0'],
  ['--jobs', 'many'],
  ['--horizon', '2.5'],
  ['--frequency', 'now and then'],
  ['--format', 'xml'],
  ['--resolution', 'now and then'],
  ['--aggregate', 'median'],
  ['--time-zone', 'Mars/Olympus'],
  ['--repair', 'all'],
  ['--unknown'],
  ['file.jsonl'],
]) {
  test(`refuses ${args.join(' ')}`, () => {
    assert.throws(() => parseOptions(args, models), UsageError);
  });
}

test('every option stands in the help', () => {
  const text = usage(models);
  const options = [
    'input',
    'output',
    'format',
    'grouped',
    'quantiles',
    'cross',
    'paths',
    'seed',
    'jobs',
    'levels',
    'model',
    'horizon',
    'season-length',
  ];
  const steps = ['resolution', 'aggregate', 'time-zone', 'repair', 'minimum', 'maximum', 'integer'];
  for (const name of [...options, ...steps, 'frequency', 'backtest', 'report', 'plot', 'progress', 'help']) {
    assert.ok(text.includes(`--${name}`), name);
  }
  assert.match(text, /theta/);
});
