import {
  type NotificationChannel,
  notificationChannelSchema,
} from '../../src/contracts/notification-channel.ts';
import { notificationPolicySchema } from '../../src/contracts/notification-policy.ts';
import { type Notify, notifySchema } from '../../src/contracts/notify.ts';
import { alertEventCollection, collection } from '../../src/firestore/collections.ts';
import type { TestCtx } from './context.ts';

const written = { createdAt: new Date(0), updatedAt: new Date(0), createdBy: 'user:ada' };

/** How alerts are told to channel `chn_1`, or otherwise. */
export const notify = (more: Partial<Notify> = {}): Notify =>
  notifySchema.parse({ channels: ['chn_1'], ...more });

/** Keeps a webhook channel, or another. */
export async function saveChannel(
  ctx: TestCtx,
  channelId = 'chn_1',
  more: Partial<NotificationChannel> = {},
): Promise<void> {
  const channel = notificationChannelSchema.parse({
    name: channelId,
    settings: { type: 'webhook', url: 'https://hooks.example.com/' },
    ...written,
    ...more,
  });
  await collection(ctx.db.firestore, ctx.orgId, 'notification_channels').doc(channelId).set(channel);
}

/** Keeps a policy that matches every alert, or another. */
export async function savePolicy(
  ctx: TestCtx,
  more: Partial<Omit<typeof notificationPolicySchema._zod.input, 'notify'>> & { notify?: Notify } = {},
  policyId = 'pol_all',
): Promise<void> {
  const policy = notificationPolicySchema.parse({ name: policyId, notify: notify(), ...written, ...more });
  await collection(ctx.db.firestore, ctx.orgId, 'notification_policies').doc(policyId).set(policy);
}

/** The deliveries of an organization, in the order of their making. */
export async function deliveriesOf(ctx: TestCtx) {
  const deliveries = collection(ctx.db.firestore, ctx.orgId, 'notification_deliveries');
  const { docs } = await deliveries.orderBy('createdAt').get();
  return docs.map((one) => ({ deliveryId: one.id, ...one.data() }));
}

/** The groups of an organization. */
export async function groupsOfOrganization(ctx: TestCtx) {
  const { docs } = await collection(ctx.db.firestore, ctx.orgId, 'notification_groups').get();
  return docs.map((one) => ({ groupId: one.id, ...one.data() }));
}

/** What the timeline of an alert says of who was told, a line each. */
export async function noticesOf(ctx: TestCtx, alertId: string): Promise<string[]> {
  const events = alertEventCollection(ctx.db.firestore, ctx.orgId, alertId);
  const { docs } = await events.where('kind', 'in', ['told', 'withheld']).get();
  return docs
    .map((one) => one.data())
    .sort((a, b) => a.at.getTime() - b.at.getTime())
    .map(({ kind, channelId, reason }) => `${kind} ${channelId}: ${reason}`);
}
