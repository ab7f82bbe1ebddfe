import assert from 'node:assert/strict';
import { test } from 'node:test';
import { buildFunctions } from '../setup/build-functions.mjs';

await buildFunctions();
const { forecastTask } = await import('./forecast-task.mjs');
const { workerPool } = await import('./worker-pool.mjs');

const options = { model: /** @type {const} */ ('auto'), levels: [80] };

/**
 * @param {number} line
 * @returns {import('./forecast-task.mjs').Task}
 */
const task = (line) => ({
  line,
  text: JSON.stringify({ id: line, values: [line, 2, 3, 5, 4, 6], horizon: 2 }),
});

test('answers more tasks than it has threads, as the calling thread would', async (t) => {
  const pool = workerPool(2, options);
  t.after(pool.close);
  const tasks = Array.from({ length: 7 }, (_, index) => task(index + 1));
  const results = await Promise.all(tasks.map(pool.run));
  assert.deepEqual(
    results,
    tasks.map((one) => forecastTask(one, options)),
  );
});

test('a task of which a thread dies costs that task, and the others go on', async (t) => {
  const pool = workerPool(1, options);
  t.after(pool.close);
  const deadly = /** @type {import('./forecast-task.mjs').Task} */ (
    /** @type {unknown} */ ('no task at all')
  );
  const [before, broken, after] = await Promise.all([task(1), deadly, task(2)].map(pool.run));
  assert.match(broken?.output ?? '', /the forecast broke off/);
  assert.equal(broken?.evidence, undefined);
  assert.deepEqual([before, after], [forecastTask(task(1), options), forecastTask(task(2), options)]);
});
