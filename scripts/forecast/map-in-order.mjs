/**
 * Maps items with `work`, several at a time, and yields the results in the order of the items as soon as that order
 * allows. No more than `ahead` items are taken before their results are: a slow reader of the results slows the reading
 * of the items. `work` must not reject.
 *
 * @template Item, Result
 * @param {AsyncIterable<Item>} items
 * @param {(item: Item) => Promise<Result>} work
 * @param {number} ahead
 * @returns {AsyncGenerator<Result>}
 */
export async function* mapInOrder(items, work, ahead) {
  const iterator = items[Symbol.asyncIterator]();
  /** @type {Promise<Result>[]} */
  const begun = [];
  /** @type {Promise<IteratorResult<Item>> | undefined} */
  let next;
  let more = true;
  try {
    while (more || begun.length > 0) {
      if (more && begun.length < ahead) next ??= iterator.next();
      const arrived = await first(next, begun[0]);
      if (arrived === 'result') {
        const result = begun.shift();
        if (result !== undefined) yield await result;
      } else {
        next = undefined;
        if (arrived.done === true) more = false;
        else begun.push(work(arrived.value));
      }
    }
  } finally {
    // A generator that waits for input would answer only after that input.
    if (more && next === undefined) await iterator.return?.();
  }
}

/**
 * What comes first: the next item, or the oldest result.
 *
 * @template Item
 * @param {Promise<IteratorResult<Item>> | undefined} next
 * @param {Promise<unknown> | undefined} oldest
 * @returns {Promise<'result' | IteratorResult<Item>>}
 */
async function first(next, oldest) {
  const result = oldest?.then(() => /** @type {const} */ ('result'));
  const either = [result, next].filter((one) => one !== undefined);
  return Promise.race(either);
}
