import { z } from 'zod';
import { labelNameSchema, labelValueSchema, orNull } from './common.ts';
import { notifySchema } from './notify.ts';

/** What a channel was last told of a group (Alertmanager: notification log). */
export const channelLogSchema = z.object({
  toldAt: z.date(),
  deliveryId: z.string(),
  firing: z.array(z.string()).meta({ description: 'alerts that it was told fire' }),
  resolved: z.array(z.string()).meta({ description: 'alerts that it was told are over' }),
});

/**
 * `organizations/{orgId}/notification_groups/{groupId}`: alerts that are told together, by one route and the labels that
 * they share. The id follows from both.
 */
export const notificationGroupSchema = z
  .object({
    route: z.object({ kind: z.enum(['rule', 'policy']), id: z.string(), name: z.string() }),
    notify: notifySchema.meta({ description: 'as it stood when the group was last woken' }),
    groupLabels: z.record(labelNameSchema, labelValueSchema),
    nextFlushAt: orNull(z.date()).meta({ description: 'when to look what is to be told; null: nothing is' }),
    shard: z.number().int().min(0),
    flushedAt: orNull(z.date()),
    flushes: z.number().int().min(0).default(0).meta({ description: 'numbers the notifications' }),
    channels: z.record(z.string(), channelLogSchema).default({}),
    createdAt: z.date(),
    updatedAt: z.date(),
    expireAt: orNull(z.date()).meta({ description: 'when a group that is over is removed' }),
  })
  .meta({ id: 'NotificationGroup' });

export type NotificationGroup = z.infer<typeof notificationGroupSchema>;
