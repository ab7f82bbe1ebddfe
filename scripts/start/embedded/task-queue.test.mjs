import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { taskQueue } from './task-queue.mjs';

/** @param {Partial<Parameters<typeof taskQueue>[0]>} [policy] */
function queue(policy) {
  /** @type {string[]} */
  const reports = [];
  const tasks = taskQueue({ report: (message) => reports.push(message), backoffMs: 1, ...policy });
  return { tasks, reports };
}

/** @param {() => boolean} holds */
async function until(holds) {
  for (let waited = 0; !holds(); waited += 1) {
    assert.ok(waited < 2_000, 'it never came');
    await sleep(1);
  }
}

test('delivers a copy, after the caller has gone on', async () => {
  const { tasks } = queue();
  /** @type {unknown[]} */
  const delivered = [];
  const payload = { series: [1] };
  tasks.enqueue({ name: 'w', deliver: async (given) => delivered.push(given) }, payload);
  payload.series.push(2);
  assert.deepEqual(delivered, []);
  await until(() => delivered.length === 1);
  assert.deepEqual(delivered, [{ series: [1] }]);
});

test('runs no more than a few at a time', async () => {
  const { tasks } = queue({ concurrency: 2 });
  let [running, most, ended] = [0, 0, 0];
  const deliver = async () => {
    most = Math.max(most, ++running);
    await sleep(2);
    running -= 1;
    ended += 1;
  };
  for (let task = 0; task < 7; task += 1) tasks.enqueue({ name: 'w', deliver }, {});
  await until(() => ended === 7);
  assert.equal(most, 2);
});

test('tries again what failed, and says so when it gives up', async () => {
  const { tasks, reports } = queue({ attemptsMax: 3 });
  let tried = 0;
  const failing = (/** @type {number} */ times) => async () => {
    tried += 1;
    if (tried <= times) throw new Error('not yet');
  };
  tasks.enqueue({ name: 'w', deliver: failing(2) }, {});
  await until(() => tried === 3);
  assert.deepEqual(reports, []);
  tasks.enqueue({ name: 'w', deliver: failing(99) }, {});
  await until(() => reports.length === 1);
  assert.deepEqual([tried, reports], [6, ['w failed 3 times and was given up: Error: not yet']]);
});

test('stops: what runs ends, what waits is dropped, what pauses is let go', async () => {
  const { tasks, reports } = queue({ concurrency: 1, backoffMs: 60_000 });
  let delivered = 0;
  const deliver = async () => {
    delivered += 1;
    throw new Error('always');
  };
  tasks.enqueue({ name: 'w', deliver }, {});
  tasks.enqueue({ name: 'w', deliver }, {});
  await until(() => delivered === 1);
  await tasks.stop();
  assert.deepEqual([delivered, reports], [1, []]);
});
