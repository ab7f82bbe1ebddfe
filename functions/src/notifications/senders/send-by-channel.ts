import type { NotificationChannel } from '../../contracts/notification-channel.ts';
import type { Notifier, SendRequest, SendResult } from '../../contracts/notifier.ts';
import { ChannelSecretMissing, secretsInForce } from '../channels/secrets-in-force.ts';

/** One attempt to tell something by a stored channel. */
export interface SendByChannelRequest extends Omit<SendRequest, 'channel' | 'secrets'> {
  readonly channelId: string;
  readonly channel: NotificationChannel;
}

/** Hears of secrets that cannot be read. */
export type Warn = (message: string, error: unknown) => void;

/**
 * Sends by a channel with its secrets of the moment. Answers what came of it, also where the secrets cannot be read: for
 * now where their store does not answer, for good where they are not there.
 */
export const sendByChannel =
  ({ secrets: store, send }: Pick<Notifier, 'secrets' | 'send'>, warn: Warn) =>
  async ({ channelId, ...request }: SendByChannelRequest): Promise<SendResult> => {
    const { orgId, channel, attemptAt: at } = request;
    let secrets: SendRequest['secrets'];
    try {
      secrets = await secretsInForce(store, { orgId, channelId, channel, at });
    } catch (error) {
      if (error instanceof ChannelSecretMissing) return notSent('permanent', error.message);
      warn(`the secrets of channel ${channelId} cannot be read`, error);
      return notSent('temporary', 'the secrets of the channel cannot be read');
    }
    return send({ ...request, orgId, secrets });
  };

const notSent = (outcome: SendResult['outcome'], why: string): SendResult => ({
  outcome,
  status: null,
  detail: `not sent: ${why}`,
});
