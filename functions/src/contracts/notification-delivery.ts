import { z } from 'zod';
import { finiteNumber, labelNameSchema, labelValueSchema, orNull, severitySchema } from './common.ts';
import { idSchema } from './ids.ts';
import { channelTypes } from './notification-channel.ts';
import { pageQuerySchema } from './pagination.ts';

/**
 * `pending` waits for its (next) attempt, `sending` is under way, `delivered` was taken by the other side, `failed` was
 * given up: a dead letter, which can be sent again by hand. `withheld` was never sent, and says why.
 */
export const deliveryStates = ['pending', 'sending', 'delivered', 'failed', 'withheld'] as const;

/** Why something was not told, or not yet. */
export const withheldReasons = [
  'silenced',
  'inhibited',
  'quiet-hours',
  'acknowledged',
  'channel-disabled',
  'channel-missing',
  'rate-limited',
  'send-resolved-off',
  'already-told',
  'over-before-told',
  'superseded',
] as const;

export type WithheldReason = (typeof withheldReasons)[number];

/** One alert as it stood when it was told. */
export const toldAlertSchema = z.object({
  alertId: z.string(),
  fingerprint: z.string(),
  status: z.enum(['firing', 'resolved']),
  acknowledged: z.boolean(),
  name: z.string().meta({ description: 'of the rule or job' }),
  severity: severitySchema,
  labels: z.record(labelNameSchema, labelValueSchema),
  summary: z.string(),
  description: z.string(),
  reason: z.string(),
  value: orNull(finiteNumber),
  threshold: orNull(finiteNumber),
  metricId: z.string().nullable(),
  startedAt: z.date(),
  firedAt: orNull(z.date()),
  resolvedAt: orNull(z.date()),
  crossing: orNull(
    z.object({
      probability: finiteNumber,
      at: z.date().nullable(),
      earliest: z.date().nullable(),
      latest: z.date().nullable(),
    }),
  ),
});

export type ToldAlert = z.infer<typeof toldAlertSchema>;

/** What is told, whatever the channel: each makes its own message of it. */
export const notificationSchema = z
  .object({
    kind: z.enum(['alerts', 'acknowledged', 'escalation', 'digest', 'test']),
    status: z.enum(['firing', 'resolved']).meta({ description: 'firing while any of its alerts does' }),
    groupKey: z.string().meta({ description: 'the same for all notifications of a group' }),
    groupLabels: z.record(labelNameSchema, labelValueSchema),
    routeName: z.string(),
    repeated: z.boolean().meta({ description: 'nothing is new: told again after the repeat interval' }),
    alerts: z.array(toldAlertSchema).max(100),
    truncatedAlerts: z.number().int().min(0).meta({ description: 'further alerts that are not listed' }),
    escalationStep: orNull(z.number().int()),
    messages: z
      .number()
      .int()
      .min(0)
      .optional()
      .meta({ description: 'of a digest: messages that it stands for' }),
  })
  .meta({ id: 'Notification' });

export type Notification = z.infer<typeof notificationSchema>;

/** One attempt: what the other side said, without secrets. */
export const deliveryAttemptSchema = z.object({
  at: z.date(),
  durationMs: finiteNumber,
  outcome: z.enum(['delivered', 'temporary', 'permanent']),
  status: orNull(z.number().int()).meta({ description: 'HTTP or SMTP status, where there was one' }),
  detail: z.string().max(1_024).meta({ description: 'in words: excerpt of the answer, or what went wrong' }),
});

export type DeliveryAttempt = z.infer<typeof deliveryAttemptSchema>;

/**
 * `organizations/{orgId}/notification_deliveries/{deliveryId}`: one message to one channel, with each attempt to send it.
 * The id follows from what caused it, so that a group flushed twice tells once.
 */
export const notificationDeliverySchema = z
  .object({
    channelId: z.string(),
    channelType: z.enum(channelTypes),
    channelName: z.string(),
    groupId: orNull(z.string()),
    alertIds: z.array(z.string()).meta({ description: 'those listed, to find the deliveries of an alert' }),
    state: z.enum(deliveryStates),
    message: z.string().meta({ description: 'where it stands, in words' }),
    withheldReason: orNull(z.enum(withheldReasons)),
    notification: notificationSchema,
    attempt: z
      .number()
      .int()
      .min(0)
      .meta({ description: 'counts those begun; from 0 again when it is sent again' }),
    attempts: z.array(deliveryAttemptSchema).meta({ description: 'the latest, oldest first' }),
    nextAttemptAt: orNull(z.date()).meta({
      description: 'when to look at it next, also while it is sent; null once it is over',
    }),
    heldBy: orNull(z.string()).meta({
      description: 'an earlier delivery of the same group to the same channel, whose end it waits for',
    }),
    supersededBy: orNull(z.string()).meta({ description: 'the later one that tells what it was to tell' }),
    digestId: orNull(z.string()).meta({
      description: 'the digest that tells it, since the channel had its fill',
    }),
    digestOf: orNull(
      z.object({
        lane: z.number().int().min(0),
        messages: z.number().int().min(0),
        groupIds: z.array(z.string()),
        composedAt: z.date().nullable().meta({ description: 'until then more is taken in' }),
      }),
    ).meta({ description: 'of a digest: what it stands for' }),
    resentAt: orNull(z.date()),
    resentBy: orNull(z.string()).meta({ description: 'who had it sent again' }),
    shard: z.number().int().min(0),
    leaseOwner: orNull(z.string()),
    leaseExpiresAt: orNull(z.date()),
    requestedBy: z.string(),
    createdAt: z.date(),
    deliveredAt: orNull(z.date()),
    updatedAt: z.date(),
    expireAt: orNull(z.date()),
  })
  .meta({ id: 'NotificationDelivery' });

export type NotificationDelivery = z.infer<typeof notificationDeliverySchema>;

export const notificationDeliveryResponseSchema = notificationDeliverySchema
  .extend({ deliveryId: idSchema('delivery') })
  .meta({ id: 'NotificationDeliveryResponse' });

export type NotificationDeliveryResponse = z.infer<typeof notificationDeliveryResponseSchema>;

/** Filters of `GET /v1/notification-deliveries`. */
export const notificationDeliveryQuerySchema = pageQuerySchema.extend({
  state: z.enum(deliveryStates).optional(),
  channelId: idSchema('channel').optional(),
  alertId: idSchema('alert').optional(),
});

export type NotificationDeliveryQuery = z.infer<typeof notificationDeliveryQuerySchema>;
