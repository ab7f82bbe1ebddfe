import { Webhook } from 'standardwebhooks';
import type { Notifier } from '../../src/contracts/notifier.ts';
import { collection } from '../../src/firestore/collections.ts';
import { channelSecretName } from '../../src/notifications/secrets/channel-secret-name.ts';
import type { TestCtx } from './context.ts';
import { addChannel } from './deliveries.ts';
import type { ReceivedRequest } from './receiver.ts';

/** The signing key of every webhook of these tests. */
export const signingKey = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;

/** As a channel keeps it. */
export const signingSecret = JSON.stringify({ type: 'webhook', key: signingKey });

/** A webhook channel to an address, with its key. */
export async function addWebhook(
  ctx: TestCtx,
  { secrets }: Pick<Notifier, 'secrets'>,
  url: string,
): Promise<string> {
  const channelId = await addChannel(ctx, { settings: { type: 'webhook', url, format: 'standard' } });
  const secretReference = await secrets.put(channelSecretName(ctx.orgId, channelId), signingSecret);
  await collection(ctx.db.firestore, ctx.orgId, 'notification_channels')
    .doc(channelId)
    .update({ secretReference });
  return channelId;
}

/** What a receiver reads in a message, as one that checks signatures does, and nothing of one whose signature is wrong. */
export function readMessage({ headers, body }: ReceivedRequest): {
  readonly id: unknown;
  readonly type: string;
} {
  const key = Buffer.from(signingKey.slice('whsec_'.length), 'base64').toString('base64');
  const at = new Date(Number(headers['webhook-timestamp']) * 1_000);
  const expected = new Webhook(key).sign(String(headers['webhook-id']), at, body);
  if (headers['webhook-signature'] !== expected) throw new Error('the signature is wrong');
  return { id: headers['webhook-id'], type: JSON.parse(body).type };
}
