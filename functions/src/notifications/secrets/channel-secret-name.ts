import { requireSecretName } from './secret-reference.ts';

/** All our secrets begin so, that a condition of IAM can tell them from others of the project. */
export const secretNamePrefix = 'iv-channel-';

/**
 * The name of a channel's secret. It follows from organization and channel, so that no document can lead to the secret of
 * another organization, and what is left over of a channel can be found by its id.
 *
 * @throws RangeError when it is longer than Secret Manager allows.
 */
export const channelSecretName = (orgId: string, channelId: string): string =>
  requireSecretName(`${secretNamePrefix}${orgId}-${channelId}`);
