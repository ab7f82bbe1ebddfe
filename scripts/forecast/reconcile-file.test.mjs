import assert from 'node:assert/strict';
import { test } from 'node:test';
import { UsageError } from './errors.mjs';
import { parseOptions } from './parse-options.mjs';
import { reconcileFile } from './reconcile-file.mjs';

/** Days of a shop, with a week in them. @param {number} shop @param {number} [count] */
const days = (shop, count = 63) =>
  Array.from({ length: count }, (_, t) => {
    const phase = t + 63 - count;
    return 20 + 10 * shop + 5 * Math.sin((2 * Math.PI * phase) / 7) + ((phase * (shop + 3) * 7) % 11) / 5;
  });

/** @param {number} shop @param {object} [more] */
const line = (shop, more = {}) => ({
  id: `s${shop}`,
  labels: { region: shop < 2 ? 'north' : 'south', shop: `s${shop}` },
  values: days(shop),
  frequency: 'daily',
  ...more,
});

/**
 * @param {readonly (object | string)[]} lines
 * @param {string[]} [args]
 */
async function run(lines, args = []) {
  const options = parseOptions(['--reconcile', '*;region', '--horizon', '7', ...args], ['auto']);
  const { reconcile } = options;
  assert.ok(reconcile);
  const text = lines.map((one) => (typeof one === 'string' ? one : JSON.stringify(one))).join('\n');
  /** @type {any[]} */
  const printed = [];
  const result = await reconcileFile(
    { ...options, reconcile },
    {
      chunks: (async function* () {
        yield Buffer.from(text);
      })(),
      write: async (out) => void printed.push(JSON.parse(out)),
      progress: { count: () => undefined, clear: () => undefined, done: () => undefined },
    },
  );
  return { ...result, printed };
}

/** @param {any[]} printed */
function assertCoherent(printed) {
  const means = new Map(printed.filter(({ id, mean }) => id && mean).map(({ id, mean }) => [id, mean]));
  const sums = printed.filter(({ sum }) => sum !== undefined);
  assert.ok(sums.length > 0);
  for (const { mean, reconciled } of sums) {
    mean.forEach((/** @type {number} */ value, /** @type {number} */ step) => {
      const parts = reconciled.ids.reduce(
        (/** @type {number} */ total, /** @type {string} */ id) => total + means.get(id)[step],
        0,
      );
      assert.ok(Math.abs(value - parts) < 1e-9 * Math.abs(value));
    });
  }
}

test('prints the series in their order, then their sums, which they add up to', async () => {
  const { printed, failed, report } = await run([0, 1, 2, 3].map((shop) => line(shop)));
  assert.deepEqual(
    printed.map(({ id, sum }) => id ?? sum),
    ['s0', 's1', 's2', 's3', {}, { region: 'north' }, { region: 'south' }],
  );
  assert.equal(failed, 0);
  assertCoherent(printed);
  assert.match(report, /total +1 +\d+\.\d+ +\d+\.\d+/);
  assert.match(report, /by region +2 /);
});

test('gives a bad line its error line, and the others their forecasts', async () => {
  const { printed, failed } = await run([
    line(0),
    { id: 'none', values: [1, 2] },
    '{"id":"broken"',
    line(2, { id: 'again', labels: line(0).labels }),
    line(1, { id: 'ended', values: [...days(1, 20), ...new Array(43).fill(null)] }),
    line(2),
    line(3, { labels: { region: 4 } }),
  ]);
  assert.equal(failed, 5);
  assert.deepEqual(
    printed.slice(0, 7).map(({ id, error, line: number }) => [id, error === undefined ? undefined : number]),
    [
      ['s0', undefined],
      ['none', 2],
      [undefined, 3],
      ['again', 4],
      ['ended', 5],
      ['s2', undefined],
      ['s3', 7],
    ],
  );
  assert.match(printed[1].error, /"labels" must be an object/);
  assert.match(printed[3].error, /those of a line before/);
  assert.match(printed[4].error, /in no sum: it ended 43 steps before the others/);
  assert.match(printed[6].error, /"region" does not/);
  assertCoherent(printed);
});

test('lets series without a beginning end together, and dates those that have one', async () => {
  const undated = await run([line(0), line(1, { values: days(1, 40) }), line(2)]);
  assert.match(undated.cautions.join(), /begin later than others.*shop=s1/);
  assert.equal(undated.printed[0].at, undefined);
  const start = '2026-01-05';
  const dated = await run([line(0, { start }), line(1, { start }), line(2, { start })]);
  assert.equal(dated.printed[0].at[0], '2026-03-09T00:00:00.000Z');
  assert.equal(dated.printed.at(-1).at.length, 7);
});

test('keeps series within bounds and whole', async () => {
  const { printed } = await run(
    [line(0), line(1)],
    ['--integer', '--minimum', '19', '--maximum', '30', '--method', 'ols'],
  );
  assertCoherent(printed);
  for (const { mean, id } of printed.filter((one) => one.id)) {
    assert.ok(
      mean.every((/** @type {number} */ value) => Number.isInteger(value) && value >= 19 && value <= 30),
      id,
    );
  }
  assert.equal(printed[0].reconciled.method, 'ols');
});

test('answers an empty input with nothing', async () => {
  assert.deepEqual((await run([])).printed, []);
});

test('refuses what cannot be forecast together, in words', async () => {
  /** @param {Promise<unknown>} work @param {RegExp} words */
  const refused = (work, words) =>
    assert.rejects(work, (error) => error instanceof UsageError && words.test(error.message));
  await refused(run([line(0, { horizon: 3 }), line(1)]), /same "horizon" in all lines/);
  await refused(run(['id,value', 'a,1', 'a,2']), /reads JSON lines/);
  await refused(run([line(0)], ['--minimum', '2', '--maximum', '1']), /--minimum must be below --maximum/);
  await refused(
    run([line(0), line(1)], ['--reconcile', '*;planet']),
    /"planet", which is no label .* region, shop/,
  );
  const named = (/** @type {string[]} */ args) => () => parseOptions(args, ['auto']);
  assert.throws(named(['--reconcile', 'region;']), /must be label names/);
  assert.throws(named(['--reconcile', '*', '--jobs', '2']), /--jobs does not go with --reconcile/);
  assert.throws(named(['--method', 'ols']), /--method needs --reconcile/);
  assert.throws(named(['--reconcile', '*', '--minimum', 'low']), /--minimum must be a number/);
});
