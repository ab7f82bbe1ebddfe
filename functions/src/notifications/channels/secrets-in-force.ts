import { type ChannelSecret, channelSecretSchema } from '../../contracts/channel-secret.ts';
import type { NotificationChannel } from '../../contracts/notification-channel.ts';
import type { SecretStore } from '../../contracts/notifier.ts';
import { channelSecretName } from '../secrets/channel-secret-name.ts';
import { parseReference } from '../secrets/secret-reference.ts';

/** Which channel's secrets, and when. */
export interface SecretsInForceInput {
  readonly orgId: string;
  readonly channelId: string;
  readonly channel: Pick<NotificationChannel, 'secretReference' | 'previousSecret'>;
  readonly at: Date;
}

/** A channel refers to a secret that is not there. */
export class ChannelSecretMissing extends Error {
  override readonly name = 'ChannelSecretMissing';
}

/**
 * The secrets of a channel that are in force, newest first: two while one is rotated, none where it has none.
 *
 * @throws {ChannelSecretMissing} when the document refers to one that is not there, or to one of another channel.
 */
export async function secretsInForce(
  secrets: Pick<SecretStore, 'get'>,
  { orgId, channelId, channel, at }: SecretsInForceInput,
): Promise<readonly ChannelSecret[]> {
  const { secretReference: current, previousSecret: previous } = channel;
  if (current === null) return [];
  const name = channelSecretName(orgId, channelId);
  const inForce = previous !== null && previous.expiresAt > at ? [current, previous.reference] : [current];
  return Promise.all(
    inForce.map(async (reference) => {
      const text = parseReference(reference).name === name ? await secrets.get(reference) : undefined;
      if (text === undefined) throw new ChannelSecretMissing('the secret of the channel is not there');
      return parseSecret(text);
    }),
  );
}

/** Neither parser's message is passed on: it would quote the secret. */
function parseSecret(text: string): ChannelSecret {
  try {
    return channelSecretSchema.parse(JSON.parse(text));
  } catch {
    throw new ChannelSecretMissing('the secret of the channel is not one of ours');
  }
}
