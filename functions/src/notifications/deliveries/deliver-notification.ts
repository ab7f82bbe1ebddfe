import { notFound } from '../../contracts/errors.ts';
import type { DeliverNotificationTask } from '../../contracts/notification-tasks.ts';
import type { Ctx } from '../../firestore/context.ts';
import { requirePermission } from '../../operator/rbac/require-permission.ts';
import {
  type ClaimedDelivery,
  claimDelivery,
  type NothingToClaim,
  type UnsentPlan,
} from './claim-delivery.ts';
import { heldQuery } from './delivery-queries.ts';
import { makeAttempt, type SendMessage } from './make-attempt.ts';
import { prepareDigest } from './prepare-digest.ts';
import { type MadeAttempt, recordAttempt } from './record-attempt.ts';

export interface DeliverDeps {
  readonly send: SendMessage;
  /** Who holds the lease: unique to the process, and good to find its log by. */
  readonly workerId: string;
  readonly clock: () => Date;
  /** How long an attempt may take, where not as long as usual. */
  readonly timeoutMs?: number;
}

/** What a task led to. All but the first three mean that nothing was sent by it. */
export type DeliverResult =
  | 'delivered'
  | 'retry'
  | 'failed'
  | 'superseded'
  | NothingToClaim
  | UnsentPlan['kind'];

/**
 * Sends one message: claims it by a lease, sends it, and writes down what came of it. May be called any number of times for
 * the same delivery. A worker that dies between sending and recording leaves its lease behind; once that has expired the
 * next one sends the message again, under the same id, and that is the only way in which a receiver gets it twice.
 */
export async function deliverNotification({
  ctx,
  input: { orgId, deliveryId },
  deps,
}: {
  ctx: Ctx;
  input: DeliverNotificationTask;
  deps: DeliverDeps;
}): Promise<DeliverResult> {
  requirePermission(ctx, 'notification-deliveries:write');
  if (orgId !== ctx.orgId) throw notFound('notification delivery', deliveryId);
  const claimed = await claimDelivery(ctx, deliveryId, deps.workerId);
  if (typeof claimed === 'string') return claimed;
  if (claimed.kind !== 'send') {
    await followUnsent(ctx, deliveryId, claimed);
    return claimed.kind;
  }
  const made = await attempt(ctx, claimed, deps);
  if (made === null) return 'superseded';
  const recorded = await recordAttempt(ctx, claimed, made);
  if (recorded.kind === 'retry') {
    await ctx.tasks.enqueueDelivery({ orgId, deliveryId }, { notBefore: recorded.at });
  } else if (recorded.kind !== 'superseded') {
    await wakeHeld(ctx, deliveryId);
  }
  return recorded.kind;
}

async function attempt(
  ctx: Ctx,
  claimed: ClaimedDelivery,
  { send, clock, timeoutMs }: DeliverDeps,
): Promise<MadeAttempt | null> {
  const { delivery, channel, lease } = claimed;
  const notification = await prepareDigest(ctx, claimed);
  if (notification === null) return null;
  const warn = ctx.warn ?? ((message: string, error: unknown) => console.warn(message, error));
  const { channelId, createdAt } = delivery;
  const deliveryId = lease.reference.id;
  const message = { orgId: ctx.orgId, channelId, channel, notification, deliveryId, createdAt };
  return makeAttempt({ send, clock, warn, ...(timeoutMs !== undefined && { timeoutMs }) }, message);
}

/** Hands on what is to happen next. Should this be lost, the tick finds it. */
async function followUnsent(ctx: Ctx, deliveryId: string, plan: UnsentPlan): Promise<void> {
  const { orgId } = ctx;
  switch (plan.kind) {
    case 'wait':
      await ctx.tasks.enqueueDelivery({ orgId, deliveryId }, { notBefore: plan.until });
      return;
    case 'fold':
      if (plan.begins !== null) {
        await ctx.tasks.enqueueDelivery(
          { orgId, deliveryId: plan.digestId },
          { notBefore: plan.begins.dueAt },
        );
      }
      return;
    case 'withhold':
    case 'give-up':
      await wakeHeld(ctx, deliveryId);
      return;
    case 'hold':
      return;
  }
}

/** What waited for this delivery may go; one read where nothing did. */
async function wakeHeld(ctx: Ctx, deliveryId: string): Promise<void> {
  const held = await ctx.db.query(heldQuery(ctx.db.firestore, ctx.orgId, deliveryId));
  for (const { id } of held) await ctx.tasks.enqueueDelivery({ orgId: ctx.orgId, deliveryId: id });
}
