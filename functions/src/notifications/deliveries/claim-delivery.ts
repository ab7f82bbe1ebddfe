import type { NotificationChannel } from '../../contracts/notification-channel.ts';
import type { NotificationDelivery } from '../../contracts/notification-delivery.ts';
import { collection, paceDocument } from '../../firestore/collections.ts';
import type { Ctx } from '../../firestore/context.ts';
import type { MeteredTransaction } from '../../firestore/database.ts';
import { applyClaim } from './apply-claim.ts';
import { type DeliveryLease, isOver } from './delivery-lease.ts';
import { queueQuery } from './delivery-queries.ts';
import type { DeliveryEntry } from './in-order.ts';
import { freshPace, laneOf } from './pace.ts';
import { type ClaimPlan, type ClaimSituation, planClaim } from './plan-claim.ts';

/** A delivery that is to be sent now: the worker's lease, and what to send where. */
export interface ClaimedDelivery {
  readonly kind: 'send';
  readonly lease: DeliveryLease;
  readonly delivery: NotificationDelivery;
  readonly channel: NotificationChannel;
}

/** What became of a delivery that was due and is not sent now. */
export type UnsentPlan = Exclude<ClaimPlan, { kind: 'send' }>;

/** Why there was nothing to decide. */
export type NothingToClaim = 'gone' | 'already-over' | 'not-due' | 'under-way';

/**
 * Claims a delivery that is due, in one transaction: four reads and two writes for one that is sent; one more read for
 * each digest of the channel that is not over, and one more of each for an earlier message that it makes superfluous.
 */
export async function claimDelivery(
  ctx: Ctx,
  deliveryId: string,
  workerId: string,
): Promise<ClaimedDelivery | UnsentPlan | NothingToClaim> {
  const deliveries = collection(ctx.db.firestore, ctx.orgId, 'notification_deliveries');
  return ctx.db.transaction(async (transaction) => {
    const delivery = (await transaction.get(deliveries.doc(deliveryId))).data();
    if (delivery === undefined) return 'gone';
    const nothing = whyNotNow(delivery, ctx.now);
    if (nothing !== null) return nothing;
    const situation = await readSituation(ctx, transaction, { deliveryId, delivery });
    const plan = planClaim(situation);
    const lease = applyClaim(ctx, transaction, situation, plan, workerId);
    if (plan.kind !== 'send') return plan;
    if (lease === null || situation.channel === undefined) throw new Error('a claim to send has no lease');
    return { kind: 'send', lease, delivery, channel: situation.channel };
  });
}

/** One that waits for another may always look whether that is over. */
function whyNotNow(delivery: NotificationDelivery, now: Date): NothingToClaim | null {
  if (isOver(delivery)) return 'already-over';
  if (delivery.state === 'sending') {
    return delivery.leaseExpiresAt !== null && delivery.leaseExpiresAt > now ? 'under-way' : null;
  }
  const isDue = delivery.nextAttemptAt === null || delivery.nextAttemptAt <= now || delivery.heldBy !== null;
  return isDue ? null : 'not-due';
}

async function readSituation(
  ctx: Ctx,
  transaction: MeteredTransaction,
  own: DeliveryEntry,
): Promise<ClaimSituation> {
  const { firestore } = ctx.db;
  const { channelId, groupId, digestOf } = own.delivery;
  const channels = collection(firestore, ctx.orgId, 'notification_channels');
  const channel = (await transaction.get(channels.doc(channelId))).data();
  const lane = channel === undefined ? 0 : (digestOf?.lane ?? laneOf(channel, groupId ?? own.deliveryId));
  const paces = paceDocument(firestore, ctx.orgId, channelId, lane);
  const stored = (await transaction.get(paces)).data() ?? freshPace;
  const sendingDigest = await readDigest(ctx, transaction, stored.sendingId);
  const collecting = await readDigest(ctx, transaction, stored.collectingId);
  const open =
    groupId === null ? [] : await transaction.query(queueQuery(firestore, ctx.orgId, { groupId, channelId }));
  return {
    own,
    channelId,
    channel,
    lane,
    pace: {
      ...stored,
      sendingId: sendingDigest?.deliveryId ?? null,
      collectingId: collecting?.delivery.digestOf?.composedAt === null ? collecting.deliveryId : null,
    },
    sendingDigest,
    open: open.map((found) => ({ deliveryId: found.id, delivery: found.data() })),
    now: ctx.now,
  };
}

/** A digest that the pace names; undefined where it is over, or somebody removed it. */
async function readDigest(
  ctx: Ctx,
  transaction: MeteredTransaction,
  deliveryId: string | null,
): Promise<DeliveryEntry | undefined> {
  if (deliveryId === null) return undefined;
  const deliveries = collection(ctx.db.firestore, ctx.orgId, 'notification_deliveries');
  const delivery = (await transaction.get(deliveries.doc(deliveryId))).data();
  return delivery === undefined || isOver(delivery) ? undefined : { deliveryId, delivery };
}
