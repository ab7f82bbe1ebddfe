import { z } from 'zod';
import { auditFields, nameSchema, orNull } from './common.ts';
import { idSchema } from './ids.ts';
import { pageQuerySchema } from './pagination.ts';

export const channelTypes = ['webhook', 'email', 'slack', 'pagerduty', 'alertmanager'] as const;

export type ChannelType = (typeof channelTypes)[number];

const httpUrlSchema = z
  .url({ protocol: /^https?$/, error: 'expected an address that begins with https:// or http://' })
  .max(2_048);

/**
 * What is no secret of a channel, by its type. Addresses that are secrets themselves (Slack's), keys and passwords stand
 * with the secrets, never here.
 */
export const channelSettingsSchema = z
  .discriminatedUnion('type', [
    z.strictObject({
      type: z.literal('webhook'),
      url: httpUrlSchema,
      format: z.enum(['standard', 'alertmanager']).default('standard').meta({
        description: 'Standard Webhooks 1.0, or the body of Alertmanager (version 4)',
      }),
    }),
    z.strictObject({
      type: z.literal('email'),
      to: z.array(z.email('expected an e-mail address').max(320)).min(1).max(50),
    }),
    z.strictObject({ type: z.literal('slack') }),
    z.strictObject({ type: z.literal('pagerduty'), region: z.enum(['us', 'eu']).default('us') }),
    z.strictObject({ type: z.literal('alertmanager'), url: httpUrlSchema }),
  ])
  .meta({ id: 'ChannelSettings' });

export type ChannelSettings = z.infer<typeof channelSettingsSchema>;

/**
 * `organizations/{orgId}/notification_channels/{channelId}`: where alerts are told. `secretReference` names its secrets,
 * which stand elsewhere.
 */
export const notificationChannelSchema = z
  .object({
    name: nameSchema,
    settings: channelSettingsSchema,
    enabled: z.boolean().default(true),
    disabledReason: orNull(z.string()).meta({
      description: 'why the server disabled it: the other side said that it is gone (410)',
    }),
    maxPerMinute: z
      .number()
      .int()
      .min(1)
      .max(600)
      .default(20)
      .meta({ description: 'messages a minute; what is more is told in one digest' }),
    secretReference: orNull(z.string().max(512)),
    secretHint: orNull(z.string().max(32)).meta({ description: 'the end of the secret, to tell it by' }),
    lastDeliveredAt: orNull(z.date()),
    lastError: orNull(z.string()),
    ...auditFields,
  })
  .meta({ id: 'NotificationChannel' });

export type NotificationChannel = z.infer<typeof notificationChannelSchema>;

export const notificationChannelResponseSchema = notificationChannelSchema
  .extend({ channelId: idSchema('channel') })
  .meta({ id: 'NotificationChannelResponse' });

export const notificationChannelQuerySchema = pageQuerySchema;
