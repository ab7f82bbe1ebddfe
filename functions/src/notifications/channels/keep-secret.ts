import type { ChannelSecret } from '../../contracts/channel-secret.ts';
import { DomainError } from '../../contracts/errors.ts';
import type { SecretStore } from '../../contracts/notifier.ts';
import type { Ctx } from '../../firestore/context.ts';
import { requireNotifier } from '../require-notifier.ts';
import { channelSecretName } from '../secrets/channel-secret-name.ts';

/**
 * Adds a version to the channel's secret and answers its reference. Nothing refers to it yet: whoever dies before a
 * document does leaves a version that nobody reads, and that the next rotation or the deletion of the channel removes.
 */
export const keepSecret = (ctx: Ctx, channelId: string, secret: ChannelSecret): Promise<string> =>
  withSecrets(ctx, (store) => store.put(channelSecretName(ctx.orgId, channelId), JSON.stringify(secret)));

/** Removes all that the store has of a channel. */
export const removeSecrets = (ctx: Ctx, channelId: string): Promise<void> =>
  withSecrets(ctx, (store) => store.remove(channelSecretName(ctx.orgId, channelId)));

/** @throws {DomainError} `unavailable` where the store fails. Its own words go to the log, and hold no secret. */
async function withSecrets<T>(ctx: Ctx, work: (store: SecretStore) => Promise<T>): Promise<T> {
  try {
    return await work(requireNotifier(ctx).secrets);
  } catch (cause) {
    throw new DomainError(
      'unavailable',
      'CHANNEL_SECRETS_UNAVAILABLE',
      'the store of secrets does not answer; the call can be repeated in a moment',
      { retryAfterSeconds: 10, cause },
    );
  }
}
