import type { UpdateData } from 'firebase-admin/firestore';
import type { DeliveryAttempt, NotificationDelivery } from '../../contracts/notification-delivery.ts';
import type { SendResult } from '../../contracts/notifier.ts';
import { collection } from '../../firestore/collections.ts';
import type { Ctx } from '../../firestore/context.ts';
import { overChanges } from './apply-claim.ts';
import { channelChanges } from './channel-changes.ts';
import type { ClaimedDelivery } from './claim-delivery.ts';
import { holdsDelivery } from './delivery-lease.ts';
import { attemptsKept, attemptsMax } from './limits.ts';
import { noteUndelivered } from './note-undelivered.ts';
import { nextAttemptAfter } from './retry-schedule.ts';

/** An attempt that was made. */
export interface MadeAttempt {
  readonly result: SendResult;
  readonly startedAt: Date;
  readonly endedAt: Date;
}

/** What an attempt led to; `superseded`: another worker has the delivery by now. */
export type RecordedAttempt =
  | { readonly kind: 'delivered' | 'failed' | 'superseded' }
  | { readonly kind: 'retry'; readonly at: Date };

/**
 * Writes down what came of an attempt, in one transaction that looks whether the delivery is still this worker's: one that
 * comes back late overwrites nothing. One read and one write, and one more of each where the channel has news.
 */
export async function recordAttempt(
  ctx: Ctx,
  { lease, channel, delivery: { channelId } }: ClaimedDelivery,
  made: MadeAttempt,
): Promise<RecordedAttempt> {
  const outcome = outcomeOf(lease.reference.id, lease.attempt, made);
  const channelReference = collection(ctx.db.firestore, ctx.orgId, 'notification_channels').doc(channelId);
  return ctx.db.transaction(async (transaction) => {
    const delivery = (await transaction.get(lease.reference)).data();
    if (delivery === undefined || !holdsDelivery(delivery, lease)) return { kind: 'superseded' };
    const news = channelChanges(channel, made);
    const current = news === null ? undefined : (await transaction.get(channelReference)).data();
    const changes = current === undefined ? null : channelChanges(current, made, channel);
    const written = changesOf(outcome, lease.attempt, made);
    if (outcome.kind === 'failed') {
      const entry = { deliveryId: lease.reference.id, delivery };
      noteUndelivered(ctx, transaction, entry, { why: written.message, end: 'failed', at: made.endedAt });
    }
    transaction.update(lease.reference, {
      ...written,
      attempts: [...delivery.attempts, attemptOf(made)].slice(-attemptsKept),
      updatedAt: made.endedAt,
    });
    if (changes !== null) transaction.update(channelReference, changes);
    return outcome;
  });
}

function outcomeOf(
  deliveryId: string,
  attempt: number,
  { result: { outcome, retryAfterSeconds }, endedAt: now }: MadeAttempt,
): Exclude<RecordedAttempt, { kind: 'superseded' }> {
  if (outcome === 'delivered') return { kind: 'delivered' };
  const at =
    outcome === 'permanent' ? null : nextAttemptAfter({ deliveryId, attempt, now, retryAfterSeconds });
  return at === null ? { kind: 'failed' } : { kind: 'retry', at };
}

function changesOf(
  outcome: RecordedAttempt,
  attempt: number,
  { result: { outcome: kind, detail }, endedAt }: MadeAttempt,
): UpdateData<NotificationDelivery> & { message: string } {
  if (outcome.kind === 'delivered') {
    return {
      ...overChanges(endedAt),
      state: 'delivered',
      message: `delivered: ${detail}`,
      deliveredAt: endedAt,
    };
  }
  if (outcome.kind === 'retry') {
    const message = `attempt ${attempt} of ${attemptsMax} failed and is repeated: ${detail}`;
    return { state: 'pending', message, leaseOwner: null, leaseExpiresAt: null, nextAttemptAt: outcome.at };
  }
  const why = kind === 'permanent' ? 'refused for good' : `given up after ${attempt} attempts`;
  return { ...overChanges(endedAt), state: 'failed', message: `${why}: ${detail}` };
}

const attemptOf = ({
  result: { outcome, status, detail },
  startedAt,
  endedAt,
}: MadeAttempt): DeliveryAttempt => ({
  at: startedAt,
  durationMs: Math.max(0, endedAt.getTime() - startedAt.getTime()),
  outcome,
  status,
  detail: detail.slice(0, 1_024),
});
