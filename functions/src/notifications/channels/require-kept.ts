import { DomainError } from '../../contracts/errors.ts';
import type { NotificationChannel } from '../../contracts/notification-channel.ts';

/** Why a channel is disabled whose deletion was cut short. */
export const beingDeleted = 'it is being deleted: delete it again';

/**
 * Refuses a channel whose deletion was begun: its secrets may be gone, and the store would number new ones like those that
 * instances still remember.
 */
export function requireKept({ disabledReason }: NotificationChannel): void {
  if (disabledReason !== beingDeleted) return;
  throw new DomainError(
    'failed-precondition',
    'CHANNEL_BEING_DELETED',
    'the deletion of this channel was begun and cut short: delete it again, and make another one',
  );
}
