import { z } from 'zod';
import { auditFields, nameSchema } from './common.ts';
import { idSchema } from './ids.ts';
import { matchersSchema } from './matchers.ts';
import { notifySchema } from './notify.ts';
import { pageQuerySchema } from './pagination.ts';

const editableShape = {
  name: nameSchema,
  enabled: z.boolean().default(true),
  order: z
    .number()
    .int()
    .min(0)
    .max(1_000_000)
    .default(1_000)
    .meta({ description: 'policies are asked in ascending order, then by id' }),
  matchers: matchersSchema.default([]),
  continue: z.boolean().default(false).meta({
    description: 'ask the policies after this one, too, when it matches (Alertmanager: continue)',
  }),
  notify: notifySchema,
} as const;

/**
 * `organizations/{orgId}/notification_policies/{policyId}`: a route, which says how alerts are told whose rule does not say
 * so itself. The first that matches decides, and those after it where it says `continue`.
 */
export const notificationPolicySchema = z
  .object({ ...editableShape, ...auditFields })
  .meta({ id: 'NotificationPolicy' });

export type NotificationPolicy = z.infer<typeof notificationPolicySchema>;

export const createNotificationPolicyRequestSchema = z
  .strictObject(editableShape)
  .meta({ id: 'CreateNotificationPolicyRequest' });

export type CreateNotificationPolicyRequest = z.infer<typeof createNotificationPolicyRequestSchema>;

/** JSON merge patch (RFC 7396); each field given is replaced whole. */
export const updateNotificationPolicyRequestSchema = z
  .strictObject({
    name: nameSchema.optional(),
    enabled: z.boolean().optional(),
    order: editableShape.order.unwrap().optional(),
    matchers: matchersSchema.optional(),
    continue: z.boolean().optional(),
    notify: notifySchema.optional(),
  })
  .meta({ id: 'UpdateNotificationPolicyRequest' });

export type UpdateNotificationPolicyRequest = z.infer<typeof updateNotificationPolicyRequestSchema>;

export const notificationPolicyResponseSchema = notificationPolicySchema
  .extend({ policyId: idSchema('notificationPolicy') })
  .meta({ id: 'NotificationPolicyResponse' });

export const notificationPolicyQuerySchema = pageQuerySchema;
