import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mapInOrder } from './map-in-order.mjs';

/** @param {number} count */
function countedSource(count) {
  const state = { taken: 0, closed: false };
  const items = (async function* () {
    try {
      for (; state.taken < count; ) yield state.taken++;
    } finally {
      state.closed = true;
    }
  })();
  return { state, items };
}

/**
 * @template Item
 * @param {AsyncIterable<Item>} items
 */
async function collect(items) {
  const all = [];
  for await (const item of items) all.push(item);
  return all;
}

/** @param {number} turns */
async function later(turns) {
  for (let turn = 0; turn < turns; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

test('yields results in the order of the items, whichever is done first', async () => {
  const { items } = countedSource(20);
  const work = async (/** @type {number} */ item) => {
    await later(item % 3 === 0 ? 9 : 1);
    return item;
  };
  assert.deepEqual(
    await collect(mapInOrder(items, work, 5)),
    Array.from({ length: 20 }, (_, index) => index),
  );
});

test('takes no more items ahead of a slow reader than it may, however many there are', async () => {
  const { items, state } = countedSource(Number.POSITIVE_INFINITY);
  const results = mapInOrder(items, async (item) => item, 4);
  for (let read = 1; read <= 50; read += 1) {
    await results.next();
    await later(3);
    assert.ok(state.taken <= read + 4, `${state.taken} taken after ${read}`);
  }
  await results.return(undefined);
  assert.equal(state.closed, true);
});

test('hands a result over although the next item does not come, and can be left then', async () => {
  const items = (async function* () {
    yield 'only';
    await new Promise(() => undefined);
  })();
  const results = mapInOrder(items, async (item) => item, 8);
  assert.deepEqual(await results.next(), { done: false, value: 'only' });
  await results.return(undefined);
});

test('passes on that the items cannot be read', async () => {
  const items = (async function* () {
    yield 1;
    throw new Error('disk');
  })();
  await assert.rejects(collect(mapInOrder(items, async (item) => item, 2)), /disk/);
});
