import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import test from 'node:test';
import { Webhook } from 'standardwebhooks';
import { WebhookReceiver } from './receive-webhooks.mjs';

const secret = `whsec_${randomBytes(24).toString('base64')}`;
const body = JSON.stringify({
  type: 'alerts.firing',
  timestamp: new Date().toISOString(),
  data: { alerts: [] },
});

/**
 * @param {string} host
 * @param {string} id
 * @param {string} [key]
 */
async function post(host, id, key = secret) {
  const at = new Date();
  const headers = {
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(at.getTime() / 1_000)),
    'webhook-signature': new Webhook(key).sign(id, at, body),
  };
  return (await fetch(`http://${host}/`, { method: 'POST', body, headers })).status;
}

test('keeps what was signed right, once, and refuses the rest', async (t) => {
  const receiver = new WebhookReceiver();
  const host = await receiver.listen();
  t.after(() => receiver.close());
  assert.equal(await post(host, 'dlv_0'), 401);
  receiver.trust(secret);
  assert.equal(await post(host, 'dlv_1'), 204);
  assert.equal(await post(host, 'dlv_1'), 204);
  assert.equal(await post(host, 'dlv_2', `whsec_${randomBytes(24).toString('base64')}`), 401);
  assert.deepEqual(
    receiver.messages.map(({ id, type }) => [id, type]),
    [['dlv_1', 'alerts.firing']],
  );
});
