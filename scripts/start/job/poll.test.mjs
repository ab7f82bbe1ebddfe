import assert from 'node:assert/strict';
import { test } from 'node:test';
import { poll } from './poll.mjs';

const options = {
  intervalMs: 1,
  timeoutMs: 10_000,
  signal: new AbortController().signal,
  late: () => 'too late',
};

test('asks until there is an answer', async () => {
  let asked = 0;
  const answer = await poll(async () => (++asked === 3 ? 'yes' : undefined), options);
  assert.deepEqual([answer, asked], ['yes', 3]);
});

test('gives up when the time is over, in the words it was given', async () => {
  await assert.rejects(
    poll(async () => undefined, { ...options, timeoutMs: 5 }),
    /^Error: too late$/,
  );
});

test('ends at once with the reason of its signal', async () => {
  const stopping = new AbortController();
  const polling = poll(async () => undefined, { ...options, intervalMs: 60_000, signal: stopping.signal });
  setTimeout(() => stopping.abort(new Error('stopped by SIGINT')), 5);
  await assert.rejects(polling, (/** @type {Error} */ error) =>
    /stopped by SIGINT|aborted/.test(String(error)),
  );
});
