import type { Notification, NotificationDelivery } from '../../contracts/notification-delivery.ts';
import { collection } from '../../firestore/collections.ts';
import type { Ctx } from '../../firestore/context.ts';
import type { ClaimedDelivery } from './claim-delivery.ts';
import { composeDigest } from './compose-digest.ts';
import { holdsDelivery } from './delivery-lease.ts';
import { digestReadsMax } from './limits.ts';

/**
 * What a claimed digest says. Put together by the first attempt and kept, so that all attempts say the same under the same
 * id. The claim closed the digest, so all that it stands for is there to be found.
 *
 * Reads one document for each message that it stands for, up to a bound, and writes one. Null: another worker has it now.
 */
export async function prepareDigest(
  ctx: Ctx,
  { lease, delivery }: ClaimedDelivery,
): Promise<Notification | null> {
  const { digestOf, notification } = delivery;
  if (digestOf === null || digestOf.composedAt !== null) return notification;
  const folded = collection(ctx.db.firestore, ctx.orgId, 'notification_deliveries').where(
    'digestId',
    '==',
    lease.reference.id,
  );
  const found = await ctx.db.query(folded.limit(digestReadsMax));
  const messages = found.length < digestReadsMax ? found.length : await ctx.db.count(folded);
  const digest = composeDigest(
    notification,
    found.map((snapshot): NotificationDelivery => snapshot.data()),
    messages,
  );
  const stillOurs = await ctx.db.transaction(async (transaction) => {
    const current = (await transaction.get(lease.reference)).data();
    if (current === undefined || !holdsDelivery(current, lease)) return false;
    transaction.update(lease.reference, {
      notification: digest.notification,
      alertIds: digest.notification.alerts.map(({ alertId }) => alertId),
      digestOf: { ...digestOf, messages, groupIds: [...digest.groupIds], composedAt: ctx.now },
    });
    return true;
  });
  return stillOurs ? digest.notification : null;
}
