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
 * Claims a delivery that is due: two reads to look whether there is anything to do, and what else of its group is to go to
 * its channel; then one transaction with three reads and two writes. One more read for each digest of the channel that is
 * not over, and one more of each for an earlier message that it makes superfluous.
 *
 * What is to be told before was written before, so that looking outside the transaction misses none of it; the transaction
 * reads each again by its id. A query within it would lock what others of the channel are about to write.
 */
export async function claimDelivery(
  ctx: Ctx,
  deliveryId: string,
  workerId: string,
): Promise<ClaimedDelivery | UnsentPlan | NothingToClaim> {
  const reference = collection(ctx.db.firestore, ctx.orgId, 'notification_deliveries').doc(deliveryId);
  const seen = (await ctx.db.get(reference)).data();
  if (seen === undefined) return 'gone';
  const nothing = whyNotNow(seen, ctx.now);
  if (nothing !== null) return nothing;
  const others = await findOthers(ctx, deliveryId, seen);
  return ctx.db.transaction(async (transaction) => {
    const delivery = (await transaction.get(reference)).data();
    if (delivery === undefined) return 'gone';
    const changed = whyNotNow(delivery, ctx.now);
    if (changed !== null) return changed;
    const situation = await readSituation(ctx, transaction, { deliveryId, delivery }, others);
    const plan = planClaim(situation);
    const lease = applyClaim(ctx, transaction, situation, plan, workerId);
    if (plan.kind !== 'send') return plan;
    if (lease === null || situation.channel === undefined) throw new Error('a claim to send has no lease');
    return { kind: 'send', lease, delivery, channel: situation.channel };
  });
}

/** Ids of what else of the same group is to go to the same channel. */
async function findOthers(
  { db, orgId }: Ctx,
  deliveryId: string,
  { groupId, channelId }: NotificationDelivery,
): Promise<readonly string[]> {
  if (groupId === null) return [];
  const open = await db.query(queueQuery(db.firestore, orgId, { groupId, channelId }));
  return open.map(({ id }) => id).filter((id) => id !== deliveryId);
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
  others: readonly string[],
): Promise<ClaimSituation> {
  const { firestore } = ctx.db;
  const { channelId, groupId, digestOf } = own.delivery;
  const channels = collection(firestore, ctx.orgId, 'notification_channels');
  const channel = (await transaction.get(channels.doc(channelId))).data();
  const lane = channel === undefined ? 0 : (digestOf?.lane ?? laneOf(channel, groupId ?? own.deliveryId));
  const paces = paceDocument(firestore, ctx.orgId, channelId, lane);
  const stored = (await transaction.get(paces)).data() ?? freshPace;
  const sendingDigest = await readOpen(ctx, transaction, stored.sendingId);
  const collecting = await readOpen(ctx, transaction, stored.collectingId);
  const open: DeliveryEntry[] = [];
  for (const id of others) {
    const entry = await readOpen(ctx, transaction, id);
    if (entry !== undefined) open.push(entry);
  }
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
    open,
    now: ctx.now,
  };
}

/** A delivery as it stands now; undefined where it is over, or somebody removed it. */
async function readOpen(
  ctx: Ctx,
  transaction: MeteredTransaction,
  deliveryId: string | null,
): Promise<DeliveryEntry | undefined> {
  if (deliveryId === null) return undefined;
  const deliveries = collection(ctx.db.firestore, ctx.orgId, 'notification_deliveries');
  const delivery = (await transaction.get(deliveries.doc(deliveryId))).data();
  return delivery === undefined || isOver(delivery) ? undefined : { deliveryId, delivery };
}
