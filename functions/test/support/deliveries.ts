import { randomId } from '../../src/contracts/ids.ts';
import type { NotificationChannel } from '../../src/contracts/notification-channel.ts';
import { notificationChannelSchema } from '../../src/contracts/notification-channel.ts';
import type {
  Notification,
  NotificationDelivery,
  ToldAlert,
} from '../../src/contracts/notification-delivery.ts';
import type { SendResult } from '../../src/contracts/notifier.ts';
import { collection } from '../../src/firestore/collections.ts';
import { Database } from '../../src/firestore/database.ts';
import {
  type DeliverDeps,
  deliverNotification,
} from '../../src/notifications/deliveries/deliver-notification.ts';
import type { SendMessage } from '../../src/notifications/deliveries/make-attempt.ts';
import { pendingDelivery } from '../../src/notifications/deliveries/pending-delivery.ts';
import type { SendByChannelRequest } from '../../src/notifications/senders/send-by-channel.ts';
import type { TestCtx } from './context.ts';

const madeAt = new Date('2026-11-20T09:00:00Z');

/** An alert as it is told: a disk that is nearly full. */
export function toldAlert(overrides: Partial<ToldAlert> = {}): ToldAlert {
  return {
    alertId: 'alr_disk',
    fingerprint: 'f00d',
    status: 'firing',
    acknowledged: false,
    name: 'disk full',
    severity: 'critical',
    labels: { host: 'db-1' },
    summary: 'disk.used (db-1) is above 90',
    description: '',
    reason: 'value 93 > 90',
    value: 93,
    threshold: 90,
    metricId: 'met_disk',
    startedAt: new Date('2026-11-21T11:58:00Z'),
    firedAt: new Date('2026-11-21T11:59:00Z'),
    resolvedAt: null,
    crossing: null,
    ...overrides,
  };
}

/** That alert, told as one notification; or others. */
export function notificationOf(overrides: Partial<Notification> = {}): Notification {
  const alerts = overrides.alerts ?? [toldAlert()];
  return {
    kind: 'alerts',
    status: alerts.some(({ status }) => status === 'firing') ? 'firing' : 'resolved',
    groupKey: 'grp_disk',
    groupLabels: { alertname: 'disk full' },
    routeName: 'on call',
    repeated: false,
    alerts,
    truncatedAlerts: 0,
    escalationStep: null,
    ...overrides,
  };
}

/** The same alert, over. */
export const resolvedAlert = (overrides: Partial<ToldAlert> = {}): ToldAlert =>
  toldAlert({ status: 'resolved', resolvedAt: new Date('2026-11-21T12:10:00Z'), ...overrides });

/** A channel in the store; a webhook, unless said otherwise. Answers its id. */
export async function addChannel(
  ctx: TestCtx,
  overrides: Partial<NotificationChannel> = {},
): Promise<string> {
  const channelId = randomId('channel');
  const channel = notificationChannelSchema.parse({
    name: 'on call',
    settings: { type: 'webhook', url: 'https://hooks.example/alerts', format: 'standard' },
    createdAt: madeAt,
    updatedAt: madeAt,
    createdBy: 'user:ada',
    ...overrides,
  });
  await collection(ctx.db.firestore, ctx.orgId, 'notification_channels').doc(channelId).set(channel);
  return channelId;
}

export const storedChannel = async (ctx: TestCtx, channelId: string): Promise<NotificationChannel> => {
  const found = await collection(ctx.db.firestore, ctx.orgId, 'notification_channels').doc(channelId).get();
  return notificationChannelSchema.parse(found.data());
};

export interface AddedDelivery {
  readonly channelId: string;
  readonly groupId?: string | null;
  readonly notification?: Notification;
  readonly now?: Date;
  readonly changes?: Partial<NotificationDelivery>;
}

/** A delivery that is to be sent at once, as a flush of its group writes it. Answers its id. */
export async function addDelivery(ctx: TestCtx, added: AddedDelivery): Promise<string> {
  const [deliveryId = ''] = await addDeliveries(ctx, [added]);
  return deliveryId;
}

/** Many of them to one channel. */
export async function addDeliveries(ctx: TestCtx, added: readonly AddedDelivery[]): Promise<string[]> {
  const deliveries = collection(ctx.db.firestore, ctx.orgId, 'notification_deliveries');
  const channel = await storedChannel(ctx, added[0]?.channelId ?? '');
  const ids = added.map(() => randomId('delivery'));
  for (let begun = 0; begun < added.length; begun += 250) {
    await ctx.db.commit((writer) => {
      added.slice(begun, begun + 250).forEach((one, index) => {
        const deliveryId = ids[begun + index] ?? '';
        writer.set(deliveries.doc(deliveryId), {
          ...freshDelivery(ctx, deliveryId, channel, one),
          ...one.changes,
        });
      });
    });
  }
  return ids;
}

function freshDelivery(
  ctx: TestCtx,
  deliveryId: string,
  { settings, name }: NotificationChannel,
  { channelId, groupId = 'grp_disk', notification = notificationOf(), now = ctx.now }: AddedDelivery,
): NotificationDelivery {
  return pendingDelivery({
    deliveryId,
    channelId,
    channelType: settings.type,
    channelName: name,
    groupId,
    notification,
    requestedBy: 'system:flushNotificationGroup',
    now,
  });
}

/** A delivery as it is stored. */
export async function storedDelivery(ctx: TestCtx, deliveryId: string): Promise<NotificationDelivery> {
  const found = await collection(ctx.db.firestore, ctx.orgId, 'notification_deliveries')
    .doc(deliveryId)
    .get();
  const delivery = found.data();
  if (delivery === undefined) throw new Error(`there is no delivery ${deliveryId}`);
  return delivery;
}

export async function storedDeliveries(ctx: TestCtx): Promise<Map<string, NotificationDelivery>> {
  const { docs } = await collection(ctx.db.firestore, ctx.orgId, 'notification_deliveries').get();
  return new Map(docs.map((found) => [found.id, found.data()]));
}

export const taken: SendResult = { outcome: 'delivered', status: 200, detail: 'answered 200' };
export const unavailable: SendResult = { outcome: 'temporary', status: 503, detail: 'answered 503' };

/** Somebody else's service: keeps what it is sent, and answers as it is told to. */
export class Receiver {
  readonly got: SendByChannelRequest[] = [];
  answer: (request: SendByChannelRequest) => SendResult | Promise<SendResult> = () => taken;

  readonly send: SendMessage = async (request) => {
    this.got.push(request);
    return this.answer(request);
  };

  /** What each message that came was about: its kind, and whether it fires. */
  get told(): string[] {
    return this.got.map(({ notification: { kind, status } }) => (kind === 'alerts' ? status : kind));
  }
}

/** Hands the task of a delivery to a worker at an instant. */
export const deliver = (
  ctx: TestCtx,
  deliveryId: string,
  {
    now = ctx.now,
    db = new Database(ctx.db.firestore),
    ...deps
  }: Partial<DeliverDeps> & Pick<DeliverDeps, 'send'> & { now?: Date; db?: Database },
) =>
  deliverNotification({
    ctx: { ...ctx, now, db },
    input: { orgId: ctx.orgId, deliveryId },
    deps: { workerId: 'worker-1', clock: () => now, ...deps },
  });
