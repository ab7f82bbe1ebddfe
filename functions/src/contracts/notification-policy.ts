import { z } from 'zod';
import { auditFields, labelNameSchema, labelValueSchema, nameSchema } from './common.ts';
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

export type NotificationPolicyResponse = z.infer<typeof notificationPolicyResponseSchema>;

/** Which alert to route: one that there is, or one that would have these labels. */
export const routePreviewRequestSchema = z
  .union([
    z.strictObject({ alertId: idSchema('alert') }),
    z.strictObject({
      labels: z.record(labelNameSchema, labelValueSchema).meta({
        description:
          'all that matchers see: labels of series and rule, and "alertname", "ruleId", "severity", "metric", "metricId", "jobId"; with the "ruleId" of a rule that says itself how it is told, its route',
      }),
    }),
  ])
  .meta({ id: 'RoutePreviewRequest' });

export type RoutePreviewRequest = z.infer<typeof routePreviewRequestSchema>;

/** Where an alert is told, and why (amtool: `config routes test`). */
export const routePreviewSchema = z
  .object({
    labels: z.record(labelNameSchema, labelValueSchema),
    routes: z.array(
      z.object({
        kind: z.enum(['rule', 'policy']),
        id: z.string(),
        name: z.string(),
        groupId: z.string(),
        groupLabels: z.record(labelNameSchema, labelValueSchema),
        notify: notifySchema,
        channels: z.array(
          z.object({
            channelId: z.string(),
            name: z.string().nullable(),
            status: z.enum(['enabled', 'disabled', 'missing']),
            step: z
              .number()
              .int()
              .nullable()
              .meta({ description: 'of escalation, from 1; null: told first' }),
          }),
        ),
      }),
    ),
    policies: z
      .array(
        z.object({
          policyId: z.string(),
          name: z.string(),
          outcome: z
            .enum(['matches', 'does-not-match', 'not-asked'])
            .meta({ description: 'not-asked: the rule, or a policy before it, has decided' }),
        }),
      )
      .meta({ description: 'the enabled policies, in the order in which they are asked' }),
    inhibitedBy: z
      .object({ inhibitionId: z.string(), alertId: z.string() })
      .nullable()
      .meta({ description: 'what keeps it from being told now: a rule, and the alert because of which' }),
  })
  .meta({ id: 'RoutePreview' });

export type RoutePreview = z.infer<typeof routePreviewSchema>;
