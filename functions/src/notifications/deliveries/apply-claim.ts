import type { UpdateData } from 'firebase-admin/firestore';
import { actorName } from '../../contracts/context.ts';
import type { Notification, NotificationDelivery } from '../../contracts/notification-delivery.ts';
import { collection, paceDocument } from '../../firestore/collections.ts';
import type { Ctx } from '../../firestore/context.ts';
import type { MeteredTransaction } from '../../firestore/database.ts';
import type { DeliveryLease } from './delivery-lease.ts';
import type { DeliveryEntry } from './in-order.ts';
import { attemptsKept, keptMs, leaseMs } from './limits.ts';
import { noteUndelivered } from './note-undelivered.ts';
import { pendingDelivery } from './pending-delivery.ts';
import type { ClaimPlan, ClaimSituation } from './plan-claim.ts';

type Changes = UpdateData<NotificationDelivery>;

/** Writes what was decided, in the transaction that read what it was decided by; answers the lease where it is to be sent. */
export function applyClaim(
  ctx: Ctx,
  transaction: MeteredTransaction,
  situation: ClaimSituation,
  plan: ClaimPlan,
  workerId: string,
): DeliveryLease | null {
  const { own, channelId, lane, now } = situation;
  const deliveries = collection(ctx.db.firestore, ctx.orgId, 'notification_deliveries');
  const pace = paceDocument(ctx.db.firestore, ctx.orgId, channelId, lane);
  const reference = deliveries.doc(own.deliveryId);
  const attempts = withLost(own, now);
  const update = (changes: Changes) =>
    transaction.update(reference, { attempts, ...changes, updatedAt: now });
  const note = (end: string, why: string) => noteUndelivered(ctx, transaction, own, { why, end, at: now });
  if (plan.kind === 'send' || plan.kind === 'fold') {
    for (const superseded of plan.supersedes) {
      transaction.update(deliveries.doc(superseded.deliveryId), supersededChanges(own, now));
      const why = `${own.deliveryId}, which is newer, tells all of it`;
      noteUndelivered(ctx, transaction, superseded, { why, end: 'superseded', at: now });
    }
  }
  switch (plan.kind) {
    case 'send': {
      const attempt = own.delivery.attempt + 1;
      update(sendingChanges({ attempt, workerId, now }));
      transaction.set(pace, plan.pace);
      return { reference, owner: workerId, attempt };
    }
    case 'fold':
      note(plan.kind, `it had its fill of messages, and is told in the digest ${plan.digestId}`);
      update({
        ...overChanges(now),
        state: 'withheld',
        withheldReason: 'rate-limited',
        digestId: plan.digestId,
        message: `the channel had its fill of messages: told in the digest ${plan.digestId}`,
      });
      if (plan.begins === null) return null;
      transaction.create(
        deliveries.doc(plan.digestId),
        digestBegun(ctx, situation, plan.digestId, plan.begins.dueAt),
      );
      transaction.set(pace, plan.begins.pace);
      return null;
    case 'hold': {
      const message = `waits for ${plan.behind}, which was to be told before`;
      update({ ...idleChanges, state: 'pending', message, heldBy: plan.behind, nextAttemptAt: plan.until });
      return null;
    }
    case 'wait': {
      const message = 'waits its turn: the channel had its fill of messages for this minute';
      update({ ...idleChanges, state: 'pending', message, heldBy: null, nextAttemptAt: plan.until });
      return null;
    }
    case 'withhold': {
      const { reason, message } = plan;
      note(plan.kind, message);
      update({ ...overChanges(now), state: 'withheld', withheldReason: reason, message });
      return null;
    }
    case 'give-up':
      note(plan.kind, plan.message);
      update({ ...overChanges(now), state: 'failed', message: plan.message });
      return null;
  }
}

/** Nobody is at it. */
const idleChanges = { leaseOwner: null, leaseExpiresAt: null } as const satisfies Changes;

/** What holds of every delivery that is over. */
export const overChanges = (now: Date) =>
  ({
    ...idleChanges,
    heldBy: null,
    nextAttemptAt: null,
    expireAt: new Date(now.getTime() + keptMs),
  }) as const;

function sendingChanges({
  attempt,
  workerId,
  now,
}: {
  attempt: number;
  workerId: string;
  now: Date;
}): Changes {
  const leaseExpiresAt = new Date(now.getTime() + leaseMs);
  return {
    state: 'sending',
    message: `attempt ${attempt} is under way`,
    attempt,
    leaseOwner: workerId,
    leaseExpiresAt,
    nextAttemptAt: leaseExpiresAt,
    heldBy: null,
  };
}

/** The attempts, with one that nobody told the end of: the message may have arrived. */
function withLost({ delivery }: DeliveryEntry, now: Date): NotificationDelivery['attempts'] {
  if (delivery.state !== 'sending') return delivery.attempts;
  const detail = `the worker ${delivery.leaseOwner ?? ''} was lost during this attempt; the message may have arrived`;
  const lost = {
    at: delivery.updatedAt,
    durationMs: now.getTime() - delivery.updatedAt.getTime(),
    outcome: 'temporary',
    status: null,
    detail,
  } as const;
  return [...delivery.attempts, lost].slice(-attemptsKept);
}

const supersededChanges = ({ deliveryId }: DeliveryEntry, now: Date): Changes => ({
  ...overChanges(now),
  state: 'withheld',
  withheldReason: 'superseded',
  supersededBy: deliveryId,
  message: `not sent: ${deliveryId}, which is newer, tells all of it`,
  updatedAt: now,
});

/** A digest as it begins: what it says is put together when it is sent. */
function digestBegun(
  ctx: Ctx,
  { own: { delivery }, channelId, lane, now }: ClaimSituation,
  deliveryId: string,
  dueAt: Date,
): NotificationDelivery {
  const notification: Notification = {
    kind: 'digest',
    status: 'resolved',
    groupKey: deliveryId,
    groupLabels: {},
    routeName: 'digest',
    repeated: false,
    alerts: [],
    truncatedAlerts: 0,
    escalationStep: null,
    messages: 0,
  };
  const { channelType, channelName } = delivery;
  const requestedBy = actorName(ctx.actor);
  const begun = pendingDelivery({
    deliveryId,
    channelId,
    channelType,
    channelName,
    groupId: null,
    notification,
    requestedBy,
    now,
  });
  return {
    ...begun,
    message: 'takes in what is too much for the channel in this minute',
    nextAttemptAt: dueAt,
    digestOf: { lane, messages: 0, groupIds: [], composedAt: null },
  };
}
