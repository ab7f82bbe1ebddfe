import { z } from 'zod';
import { authorizationSchema } from './channel-secret.ts';
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

const maxPerMinuteSchema = z
  .number()
  .int()
  .min(1)
  .max(600)
  .meta({ description: 'messages a minute; what is more is told in one digest' });

const hintSchema = z.string().max(64);

/**
 * `organizations/{orgId}/notification_channels/{channelId}`: where alerts are told. Secrets stand elsewhere; the document
 * says which of their versions are in force.
 */
export const notificationChannelSchema = z
  .object({
    name: nameSchema,
    settings: channelSettingsSchema,
    enabled: z.boolean().default(true),
    disabledReason: orNull(z.string()).meta({
      description: 'why the server disabled it: the other side said that it is gone (410)',
    }),
    maxPerMinute: maxPerMinuteSchema.default(20),
    secretReference: orNull(z.string().max(512)).meta({ description: 'the version of its secret in force' }),
    secretHint: orNull(hintSchema).meta({ description: 'the end of the secret, to tell it by' }),
    previousSecret: orNull(
      z.object({ reference: z.string().max(512), hint: hintSchema, expiresAt: z.date() }),
    ).meta({ description: 'in force as well until it expires: messages are signed with both' }),
    lastTestAt: orNull(z.date()),
    lastDeliveredAt: orNull(z.date()),
    lastError: orNull(z.string()),
    ...auditFields,
  })
  .meta({ id: 'NotificationChannel' });

export type NotificationChannel = z.infer<typeof notificationChannelSchema>;

/** A secret that the caller brings along: which of these, depends on the type of the channel. */
export const givenSecretSchema = z
  .strictObject({
    url: z.string().max(2_048).optional().meta({ description: 'slack: the address of the incoming webhook' }),
    routingKey: z
      .string()
      .max(64)
      .optional()
      .meta({ description: 'pagerduty: integration key (Events API v2)' }),
    authorization: authorizationSchema
      .optional()
      .meta({ description: 'alertmanager, where it asks for one' }),
  })
  .meta({ id: 'ChannelSecret' });

export type GivenSecret = z.infer<typeof givenSecretSchema>;

export const createNotificationChannelRequestSchema = z
  .strictObject({
    name: nameSchema,
    settings: channelSettingsSchema,
    enabled: z.boolean().default(true),
    maxPerMinute: maxPerMinuteSchema.default(20),
    secret: givenSecretSchema.optional(),
  })
  .meta({ id: 'CreateNotificationChannelRequest' });

export type CreateNotificationChannelRequest = z.infer<typeof createNotificationChannelRequestSchema>;

/** JSON merge patch (RFC 7396); `settings` are replaced whole and keep their type. Secrets change by rotation only. */
export const updateNotificationChannelRequestSchema = z
  .strictObject({
    name: nameSchema.optional(),
    settings: channelSettingsSchema.optional(),
    enabled: z.boolean().optional(),
    maxPerMinute: maxPerMinuteSchema.optional(),
  })
  .meta({ id: 'UpdateNotificationChannelRequest' });

export type UpdateNotificationChannelRequest = z.infer<typeof updateNotificationChannelRequestSchema>;

/** How long messages are signed with the old key, too, unless the caller says otherwise: a day; at most a week. */
export const overlapSecondsDefault = 86_400;

export const rotateSecretRequestSchema = z
  .strictObject({
    overlapSeconds: z
      .number()
      .int()
      .min(0)
      .max(7 * 86_400)
      .default(overlapSecondsDefault)
      .meta({ description: 'webhook: how long messages are signed with the old key, too' }),
    secret: givenSecretSchema.optional().meta({ description: 'all but webhook: the secret from now on' }),
  })
  .meta({ id: 'RotateSecretRequest' });

export type RotateSecretRequest = z.infer<typeof rotateSecretRequestSchema>;

export const notificationChannelResponseSchema = notificationChannelSchema
  .omit({ secretReference: true })
  .extend({
    channelId: idSchema('channel'),
    previousSecret: orNull(z.object({ hint: hintSchema, expiresAt: z.date() })),
  })
  .meta({ id: 'NotificationChannelResponse' });

export type NotificationChannelResponse = z.infer<typeof notificationChannelResponseSchema>;

/** The answer in which a key that we made stands, and the only one. */
export const channelWithSecretResponseSchema = notificationChannelResponseSchema
  .extend({
    signingSecret: orNull(z.string()).meta({
      description: 'webhook: the key that messages are signed with, shown this once',
      example: 'whsec_…',
    }),
  })
  .meta({ id: 'NotificationChannelWithSecretResponse' });

export type ChannelWithSecretResponse = z.infer<typeof channelWithSecretResponseSchema>;

/** What the other side said to a sample. */
export const channelTestResponseSchema = z
  .object({
    outcome: z.enum(['delivered', 'temporary', 'permanent']),
    status: orNull(z.number().int()).meta({ description: 'HTTP or SMTP status, where there was one' }),
    detail: z.string().meta({ description: 'in words: excerpt of the answer, or what went wrong' }),
    durationMs: z.number().meta({ description: 'how long it took' }),
    deliveryId: z.string().meta({ description: 'of the sample: its `webhook-id`' }),
  })
  .meta({ id: 'ChannelTestResponse' });

export type ChannelTestResponse = z.infer<typeof channelTestResponseSchema>;

export const notificationChannelQuerySchema = pageQuerySchema;
