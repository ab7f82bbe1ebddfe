import { z } from 'zod';
import { labelNameSchema, labelValueSchema, orNull } from './common.ts';
import { withheldReasons } from './notification-delivery.ts';
import { notifySchema } from './notify.ts';

/** What a channel was last told of a group (Alertmanager: notification log). */
export const channelLogSchema = z.object({
  toldAt: z.date(),
  deliveryId: z.string(),
  firing: z.array(z.string()).meta({ description: 'alerts that it believes to fire' }),
  acknowledged: z
    .array(z.string())
    .default([])
    .meta({ description: 'those of them that were acknowledged when that was last looked at' }),
});

export type ChannelLog = z.infer<typeof channelLogSchema>;

/** What a group remembers of an alert while it is open. */
export const groupAlertMemorySchema = z.object({
  toldAt: orNull(z.date()).meta({
    description: 'since when somebody may be expected to look after it: escalation counts from here',
  }),
  withheld: z
    .record(z.string(), z.enum(withheldReasons))
    .default({})
    .meta({ description: 'by channel, why it was last withheld: a reason stands in the timeline once' }),
});

export type GroupAlertMemory = z.infer<typeof groupAlertMemorySchema>;

/**
 * `organizations/{orgId}/notification_groups/{groupId}`: alerts that are told together, by one route and the labels that
 * they share. The id follows from both.
 */
export const notificationGroupSchema = z
  .object({
    route: z.object({ kind: z.enum(['rule', 'policy']), id: z.string(), name: z.string() }),
    notify: notifySchema.meta({ description: 'as it stood when the group was last looked at' }),
    groupLabels: z.record(labelNameSchema, labelValueSchema),
    dueAt: orNull(z.date()).meta({
      description:
        'when what is new has waited long enough (group wait, group interval); null: nothing is new',
    }),
    nextFlushAt: orNull(z.date()).meta({
      description: 'when to look what is to be told, for what is new, repeats and escalation; null: never',
    }),
    shard: z.number().int().min(0),
    active: z.boolean().default(false).meta({
      description: 'it was told, and alerts of it were open then: what is new waits for the group interval',
    }),
    flushedAt: orNull(z.date()).meta({ description: 'last time that what was new had waited long enough' }),
    flushes: z.number().int().min(0).default(0).meta({ description: 'numbers the notifications' }),
    channels: z.record(z.string(), channelLogSchema).default({}),
    alerts: z.record(z.string(), groupAlertMemorySchema).default({}),
    createdAt: z.date(),
    updatedAt: z.date(),
    expireAt: orNull(z.date()).meta({ description: 'when a group that is over is removed' }),
  })
  .meta({ id: 'NotificationGroup' });

export type NotificationGroup = z.infer<typeof notificationGroupSchema>;
