import assert from 'node:assert/strict';
import { once } from 'node:events';
import http from 'node:http';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { runTicker } from './run-ticker.mjs';
import { tickOnce } from './tick-once.mjs';

/**
 * A server in place of the functions emulator.
 *
 * @param {import('node:test').TestContext} t
 * @param {number} status
 */
async function emulator(t, status) {
  /** @type {http.IncomingMessage[]} */
  const requests = [];
  const server = http.createServer((request, response) => {
    requests.push(request);
    response.writeHead(status).end('said no');
  });
  t.after(() => server.close());
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  const target = {
    functionsHost: `127.0.0.1:${port}`,
    projectId: 'demo-x',
    region: 'us-central1',
    name: 'sweep',
  };
  return { requests, target };
}

test('invokes the trigger with the headers of Cloud Scheduler', async (t) => {
  const { requests, target } = await emulator(t, 200);
  await tickOnce(target, new Date('2026-01-02T03:04:00Z'));
  const [request] = requests;
  assert.equal(request?.method, 'POST');
  assert.equal(request?.url, '/functions/projects/demo-x/triggers/us-central1-sweep-0');
  assert.equal(request?.headers['x-cloudscheduler-scheduletime'], '2026-01-02T03:04:00.000Z');
  assert.equal(request?.headers['x-cloudscheduler-jobname'], 'firebase-schedule-sweep-us-central1');
});

test('fails with the words of the function', async (t) => {
  const { target } = await emulator(t, 500);
  await assert.rejects(tickOnce(target), /sweep answered 500 to its tick: said no/);
});

test('goes on ticking after a failure and stops at the signal', { timeout: 10_000 }, async (t) => {
  const { requests, target } = await emulator(t, 500);
  const stopping = new AbortController();
  const stopped = runTicker(() => tickOnce(target), { intervalMs: 10, signal: stopping.signal });
  while (requests.length < 3) await sleep(5);
  await once(stopping.signal, 'abort', { signal: AbortSignal.timeout(5) }).catch(String);
  stopping.abort();
  await stopped;
  const count = requests.length;
  await sleep(30);
  assert.equal(requests.length, count);
});
