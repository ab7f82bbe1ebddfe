import { z } from 'zod';

/** Payload of a `flushNotificationGroup` task. */
export const flushGroupTaskSchema = z.strictObject({ orgId: z.string().min(1), groupId: z.string().min(1) });

export type FlushGroupTask = z.infer<typeof flushGroupTaskSchema>;

/** Payload of a `deliverNotification` task. */
export const deliverNotificationTaskSchema = z.strictObject({
  orgId: z.string().min(1),
  deliveryId: z.string().min(1),
});

export type DeliverNotificationTask = z.infer<typeof deliverNotificationTaskSchema>;
