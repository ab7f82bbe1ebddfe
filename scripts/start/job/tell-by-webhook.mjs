import { poll } from './poll.mjs';

/**
 * @typedef {import('./api-client.mjs').ApiClient} ApiClient
 * @typedef {import('./receive-webhooks.mjs').WebhookReceiver} WebhookReceiver
 */

const intervalMs = 500;
/** A minute for the tick, the rest for the work on a slow machine. */
const timeoutMs = 180_000;

/**
 * Makes a channel that ends at the receiver, and a policy by which every alert is told there at once.
 *
 * @param {ApiClient} api
 * @param {WebhookReceiver} receiver
 */
export async function tellByWebhook(api, receiver) {
  /** @type {{ channelId: string, signingSecret: string }} */
  const { channelId, signingSecret } = await api.post('/v1/notification-channels', {
    name: 'this terminal',
    settings: { type: 'webhook', url: `http://${receiver.host}/` },
  });
  receiver.trust(signingSecret);
  await api.post('/v1/notification-policies', {
    name: 'everything',
    notify: { channels: [channelId], groupWaitSeconds: 0 },
  });
}

/**
 * Waits until each alert that fires has been told to the receiver.
 *
 * @param {WebhookReceiver} receiver
 * @param {readonly import('../wire.mjs').AlertAnswer[]} alerts
 * @param {AbortSignal} signal
 * @returns {Promise<import('../wire.mjs').ReceivedMessage[]>}
 */
export async function waitForMessages(receiver, alerts, signal) {
  const firing = alerts.filter(({ state }) => state === 'firing').map(({ alertId }) => alertId);
  const untold = () => {
    const told = new Set(receiver.messages.flatMap(({ data }) => data.alerts.map(({ alertId }) => alertId)));
    return firing.filter((alertId) => !told.has(alertId));
  };
  return poll(async () => (untold().length === 0 ? receiver.messages : undefined), {
    intervalMs,
    timeoutMs,
    signal,
    late: () => `${untold().length} of ${firing.length} firing alerts did not arrive at the webhook.`,
  });
}
