import {
  channelWithSecretResponseSchema,
  rotateSecretRequestSchema,
} from '../../../contracts/notification-channel.ts';
import { rotateSecret } from '../../../notifications/channels/rotate-secret.ts';
import { memberRoute } from '../define-route.ts';
import { optionalJsonBody } from '../request-body.ts';
import { channelParams } from './channel-params.ts';
import { channelExample, signingSecretExample } from './examples/notification-channel.ts';

/** `POST /v1/notification-channels/{channelId}/rotate-secret` */
export const rotateChannelSecretRoute = memberRoute(['notification-channels:write'], {
  method: 'post',
  audit: 'notification-channel.rotate-secret',
  path: '/v1/notification-channels/{channelId}/rotate-secret',
  operationId: 'rotateNotificationChannelSecret',
  tag: 'Notifications',
  summary: 'Give a channel another secret',
  description:
    'A webhook gets a new key, which stands in `signingSecret` this once; for `overlapSeconds` (a day unless given) messages are signed with the old key, too, so that receivers can change in their own time. Any other channel gets the `secret` that is sent along, at once.',
  answersSecret: true,
  params: channelParams,
  body: optionalJsonBody(rotateSecretRequestSchema, {
    webhook: { summary: 'A new key, the old one for an hour beside it', value: { overlapSeconds: 3_600 } },
    pagerduty: {
      summary: 'Another routing key',
      value: { secret: { routingKey: 'R0123456789abcdefghijklmnopqrstu' } },
    },
  }),
  success: {
    status: 200,
    description: 'The channel as it now is, and the new key of a webhook.',
    schema: channelWithSecretResponseSchema,
    example: {
      ...channelExample,
      secretHint: '…Qm2w',
      previousSecret: { hint: '…x9Kd', expiresAt: new Date('2026-11-21T13:00:00Z') },
      signingSecret: signingSecretExample,
    },
  },
  problems: [
    'NOTIFICATION_CHANNEL_NOT_FOUND',
    'CHANNEL_TARGET_REFUSED',
    'CHANNEL_BEING_DELETED',
    'CHANNEL_SECRET_CHANGED',
    'CHANNEL_SECRETS_UNAVAILABLE',
  ],
  handle: ({ ctx, params: { channelId }, body }) => rotateSecret({ ctx, input: { channelId, ...body } }),
});
