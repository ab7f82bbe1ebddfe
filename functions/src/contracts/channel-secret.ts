import { z } from 'zod';

/** `whsec_` and 24 to 64 random bytes in base64 (Standard Webhooks 1.0). */
export const webhookKeySchema = z
  .string()
  .regex(/^whsec_[A-Za-z0-9+/]{32,86}={0,2}$/, 'expected whsec_ and 24 to 64 bytes in base64');

const controlFree = /^\P{Cc}+$/u;

/** How a client presents itself: RFC 7617 or RFC 6750. */
export const authorizationSchema = z.discriminatedUnion('scheme', [
  z.strictObject({
    scheme: z.literal('basic'),
    username: z
      .string()
      .min(1)
      .max(256)
      .regex(/^[^:\p{Cc}]+$/u, 'expected no ":" and no control characters'),
    password: z.string().min(1).max(1_024).regex(controlFree, 'expected no control characters'),
  }),
  z.strictObject({
    scheme: z.literal('bearer'),
    token: z
      .string()
      .min(1)
      .max(1_024)
      .regex(/^[\x21-\x7e]+$/, 'expected printable ASCII without spaces'),
  }),
]);

/** What a channel keeps apart from its document, by type. Never logged, answered or kept in an attempt. */
export const channelSecretSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('webhook'), key: webhookKeySchema }),
  z.strictObject({
    type: z.literal('slack'),
    url: z.url({ protocol: /^https?$/, error: 'expected the address of an incoming webhook' }).max(2_048),
  }),
  z.strictObject({
    type: z.literal('pagerduty'),
    routingKey: z
      .string()
      .regex(/^[A-Za-z0-9]{32}$/, 'expected the 32 letters and digits of an integration key (Events API v2)'),
  }),
  z.strictObject({ type: z.literal('alertmanager'), authorization: authorizationSchema }),
]);

export type ChannelSecret = z.infer<typeof channelSecretSchema>;
