import assert from 'node:assert/strict';
import { test } from 'node:test';
import { buildFunctions } from '../setup/build-functions.mjs';
import { UsageError } from './errors.mjs';

await buildFunctions();
const { readTasks } = await import('./read-tasks.mjs');

/**
 * @param {string} text
 * @param {Partial<import('./read-tasks.mjs').ReadOptions>} [options]
 */
async function tasks(text, options) {
  const chunks = (async function* () {
    yield new TextEncoder().encode(text);
  })();
  /** @type {import('./forecast-task.mjs').Task[]} */
  const all = [];
  for await (const task of readTasks(chunks, { grouped: false, ...options })) all.push(task);
  return all;
}

test('puts rows together by id, wherever they stand, in the order of the first of each', async () => {
  const text = 'unique_id,ds,y\nb,2024-01-01,1\na,2024-01-01,10\nb,2024-01-02,2\na,2024-01-02 00:00:00,\n';
  assert.deepEqual(await tasks(text), [
    { line: 2, series: { id: 'b', values: [1, 2], at: [Date.UTC(2024, 0, 1), Date.UTC(2024, 0, 2)] } },
    {
      line: 3,
      series: { id: 'a', values: [10, Number.NaN], at: [Date.UTC(2024, 0, 1), Date.UTC(2024, 0, 2)] },
    },
  ]);
});

test('takes whole numbers for steps, a file without ids for one series, and one without times in its order', async () => {
  const steps = { id: 'series', values: [5, 6], steps: [1990, 1991] };
  assert.deepEqual(await tasks('ds;y\r\n1990;5\r\n1991;6\r\n'), [{ line: 2, series: steps }]);
  assert.deepEqual(await tasks('value\n3\n4'), [{ line: 2, series: { id: 'series', values: [3, 4] } }]);
});

test('reads quoted cells', async () => {
  const [task] = await tasks('"id","value"\n"a, ""b""",1e3\n');
  assert.deepEqual(task, { line: 2, series: { id: 'a, "b"', values: [1_000] } });
});

test('a row that cannot be read costs itself, and is told with its number', async () => {
  const text =
    'id,timestamp,value\na,2024-01-01,1\na,yesterday,2\n\na,2024-01-03,many\na,2024-01-04\na,7,1\na,2024-01-05,3\n';
  const [first, second, third, fourth, series] = await tasks(text);
  assert.deepEqual(
    [first, second, third, fourth].map((task) => task?.line),
    [3, 5, 6, 7],
  );
  assert.match(JSON.stringify(first), /expected an ISO 8601 instant/);
  assert.match(JSON.stringify(second), /expected a number/);
  assert.match(JSON.stringify(third), /expected 3 cells/);
  assert.match(JSON.stringify(fourth), /like those of the rows above/);
  assert.deepEqual(series && 'series' in series && series.series.values, [1, 3]);
});

test('a quote that is never closed costs its row, not those below', async () => {
  const all = await tasks('id,value\na,1\nb,"2\na,3\n');
  assert.match(JSON.stringify(all[0]), /"line":3.*not closed/);
  assert.deepEqual(all[1], { line: 2, series: { id: 'a', values: [1, 3] } });
});

test('with --grouped hands a series over when the next begins, and reports rows that stand apart', async () => {
  const all = await tasks('id,value\na,1\na,2\nb,3\na,4\na,5\nc,6\n', { grouped: true });
  assert.deepEqual(
    all.map(({ line }) => line),
    [2, 4, 5, 7],
  );
  assert.deepEqual(all[0], { line: 2, series: { id: 'a', values: [1, 2] } });
  assert.match(JSON.stringify(all[2]), /stand apart/);
});

test('reads without end where series are grouped', async () => {
  const rows = (async function* () {
    yield new TextEncoder().encode('id,value\n');
    for (let id = 0; ; id += 1) yield new TextEncoder().encode(`${id},1\n${id},2\n`);
  })();
  let seen = 0;
  for await (const task of readTasks(rows, { grouped: true })) {
    assert.deepEqual('series' in task && task.series.id, String(seen));
    seen += 1;
    if (seen === 1_000) break;
  }
  assert.equal(seen, 1_000);
});

test('takes text that names no values for JSON lines, unless told otherwise', async () => {
  assert.deepEqual(await tasks('\noops\n\n{"id":1}\n'), [
    { line: 2, text: 'oops' },
    { line: 4, text: '{"id":1}' },
  ]);
  await assert.rejects(tasks('a,b\n1,2\n', { format: 'csv' }), UsageError);
  assert.deepEqual(await tasks(''), []);
});
