import type { UpdateData } from 'firebase-admin/firestore';
import type { NotificationChannel } from '../../contracts/notification-channel.ts';
import { paceWindowMs } from './limits.ts';
import type { MadeAttempt } from './record-attempt.ts';

/**
 * What an attempt says of its channel, or null where that is known: that it works (once a minute is enough to say), what
 * went wrong, or that it is to be disabled since the other side is gone for good.
 *
 * @param asSent the channel that the attempt was made with. One that was changed since is not disabled: what is gone may be the old address.
 */
export function channelChanges(
  current: NotificationChannel,
  { result, endedAt }: MadeAttempt,
  asSent: NotificationChannel = current,
): UpdateData<NotificationChannel> | null {
  if (result.outcome === 'delivered') {
    const { lastDeliveredAt, lastError } = current;
    const isKnown =
      lastError === null &&
      lastDeliveredAt !== null &&
      endedAt.getTime() - lastDeliveredAt.getTime() < paceWindowMs;
    return isKnown ? null : { lastDeliveredAt: endedAt, lastError: null };
  }
  const unchanged = current.updatedAt.getTime() === asSent.updatedAt.getTime();
  if (result.disable !== undefined && current.enabled && unchanged) {
    const reason = result.disable;
    return { enabled: false, disabledReason: reason, lastError: result.detail, updatedAt: endedAt };
  }
  return current.lastError === result.detail ? null : { lastError: result.detail };
}
