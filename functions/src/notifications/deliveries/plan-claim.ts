import { deterministicId } from '../../contracts/ids.ts';
import type { NotificationChannel } from '../../contracts/notification-channel.ts';
import type { NotificationPace } from '../../contracts/notification-pace.ts';
import { type DeliveryEntry, decideOrder, heldBehind } from './in-order.ts';
import { attemptsMax } from './limits.ts';
import { takesDigests, turnAt, windowAt } from './pace.ts';

/** What a delivery that is due meets, all read in one transaction. */
export interface ClaimSituation {
  readonly own: DeliveryEntry;
  readonly channelId: string;
  /** Undefined: deleted. */
  readonly channel: NotificationChannel | undefined;
  readonly lane: number;
  /** Names digests only that are not over. */
  readonly pace: NotificationPace;
  /** The digest that is on its way, where one is. */
  readonly sendingDigest: DeliveryEntry | undefined;
  /** Deliveries of the same group and channel that are not over. */
  readonly open: readonly DeliveryEntry[];
  readonly now: Date;
}

/** What becomes of a delivery that is due. */
export type ClaimPlan =
  | { readonly kind: 'send'; readonly supersedes: readonly DeliveryEntry[]; readonly pace: NotificationPace }
  | { readonly kind: 'hold'; readonly behind: string; readonly until: Date }
  | { readonly kind: 'wait'; readonly until: Date }
  | {
      readonly kind: 'fold';
      readonly supersedes: readonly DeliveryEntry[];
      readonly digestId: string;
      readonly begins: DigestToBegin | null;
    }
  | {
      readonly kind: 'withhold';
      readonly reason: 'channel-missing' | 'channel-disabled';
      readonly message: string;
    }
  | { readonly kind: 'give-up'; readonly message: string };

/** A digest to make, and the pace that names it. */
export interface DigestToBegin {
  readonly dueAt: Date;
  readonly pace: NotificationPace;
}

/** Decides what becomes of a delivery that is due: whether it may go now, waits, or is told in another way. */
export function planClaim(situation: ClaimSituation): ClaimPlan {
  const { own, channel, open, now } = situation;
  if (channel === undefined) {
    return { kind: 'withhold', reason: 'channel-missing', message: 'the channel was deleted' };
  }
  if (!channel.enabled) {
    const why = channel.disabledReason ?? 'a person disabled it';
    return { kind: 'withhold', reason: 'channel-disabled', message: `the channel is disabled: ${why}` };
  }
  if (own.delivery.attempt >= attemptsMax) {
    return {
      kind: 'give-up',
      message: `given up after ${attemptsMax} attempts; the last was not seen to its end`,
    };
  }
  if (own.delivery.digestOf !== null) return planDigest(situation, channel);
  const order = decideOrder(own, open, now);
  if (order.kind === 'hold') return order;
  return planPace(situation, channel, order.supersedes);
}

/** One digest of a lane after the other, so that what is in the second does not overtake the first. They count, and go always. */
function planDigest(
  { own, pace, sendingDigest, now }: ClaimSituation,
  channel: NotificationChannel,
): ClaimPlan {
  const { deliveryId } = own;
  if (sendingDigest !== undefined && sendingDigest.deliveryId !== deliveryId) {
    return heldBehind(sendingDigest, now);
  }
  const collectingId = pace.collectingId === deliveryId ? null : pace.collectingId;
  const counted = countedIn({ ...pace, collectingId, sendingId: deliveryId }, channel, now);
  return { kind: 'send', supersedes: [], pace: counted };
}

function planPace(
  { own, channelId, lane, pace, sendingDigest, now }: ClaimSituation,
  channel: NotificationChannel,
  supersedes: readonly DeliveryEntry[],
): ClaimPlan {
  const { delivery, deliveryId } = own;
  // What was tried before may have arrived: it stays the message that it was.
  const isFresh = delivery.attempt === 0 && delivery.attempts.length === 0;
  const foldable = takesDigests(channel) && isFresh;
  // While a digest takes in more, whatever comes goes with it: it would overtake what is in there.
  if (foldable && pace.collectingId !== null) {
    return { kind: 'fold', supersedes, digestId: pace.collectingId, begins: null };
  }
  if (sendingDigest !== undefined && isToldIn(sendingDigest, delivery.groupId)) {
    return heldBehind(sendingDigest, now);
  }
  const { endsAt, left } = windowAt(pace, channel, now);
  if (left > 0) return { kind: 'send', supersedes, pace: countedIn(pace, channel, now) };
  if (!foldable) {
    const waitedMs = now.getTime() - (delivery.resentAt ?? delivery.createdAt).getTime();
    return { kind: 'wait', until: turnAt(deliveryId, waitedMs, endsAt) };
  }
  const digestId = deterministicId('delivery', 'digest', channelId, lane, endsAt.toISOString());
  const begins = { dueAt: endsAt, pace: { ...pace, collectingId: digestId } };
  return { kind: 'fold', supersedes, digestId, begins };
}

/** Whether the digest tells something of the group; until it is put together it may. */
const isToldIn = ({ delivery: { digestOf } }: DeliveryEntry, groupId: string | null): boolean =>
  groupId !== null && (digestOf?.composedAt === null || digestOf?.groupIds.includes(groupId) === true);

function countedIn(pace: NotificationPace, channel: NotificationChannel, now: Date): NotificationPace {
  const { endsAt, sent } = windowAt(pace, channel, now);
  return { ...pace, windowEndsAt: endsAt, sent: sent + 1 };
}
