import assert from 'node:assert/strict';
import { once } from 'node:events';
import net from 'node:net';
import { test } from 'node:test';
import { isFree, loopback, reservePorts } from './free-ports.mjs';

/**
 * @param {import('node:test').TestContext} t
 * @param {string | undefined} host
 */
async function listener(t, host) {
  const server = net.createServer().listen({ port: 0, host });
  t.after(() => server.close());
  await once(server, 'listening');
  return /** @type {net.AddressInfo} */ (server.address()).port;
}

test('passes over a port that somebody listens on, on the loopback address or on all', async (t) => {
  for (const host of [loopback, '0.0.0.0']) {
    const taken = await listener(t, host);
    assert.equal(await isFree(taken), false);
    const { ports, release } = await reservePorts({ api: taken });
    release();
    assert.ok(ports.api > taken);
  }
});

test('gives no port twice until it is released', async (t) => {
  const first = (await listener(t, loopback)) + 1;
  const one = await reservePorts({ a: first, b: first });
  const two = await reservePorts({ a: first });
  assert.equal(new Set([one.ports.a, one.ports.b, two.ports.a]).size, 3);
  one.release();
  const three = await reservePorts({ a: one.ports.a });
  assert.equal(three.ports.a, one.ports.a);
  for (const { release } of [two, three]) release();
});
