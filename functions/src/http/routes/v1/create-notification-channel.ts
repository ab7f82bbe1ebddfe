import {
  channelWithSecretResponseSchema,
  createNotificationChannelRequestSchema,
} from '../../../contracts/notification-channel.ts';
import { createChannel } from '../../../notifications/channels/create-channel.ts';
import { memberRoute } from '../define-route.ts';
import { jsonBody } from '../request-body.ts';
import { channelExample, signingSecretExample } from './examples/notification-channel.ts';

/** `POST /v1/notification-channels` */
export const createNotificationChannelRoute = memberRoute(['notification-channels:write'], {
  method: 'post',
  audit: 'notification-channel.create',
  path: '/v1/notification-channels',
  operationId: 'createNotificationChannel',
  tag: 'Notifications',
  summary: 'Create a notification channel',
  description:
    'Says where alerts can be told. Secrets are kept apart and never answered, but for the key of a webhook: it is made here and stands in `signingSecret` this once.',
  answersSecret: true,
  body: jsonBody(createNotificationChannelRequestSchema, {
    webhook: {
      summary: 'A webhook, signed by Standard Webhooks',
      value: { name: 'operations', settings: { type: 'webhook', url: 'https://ops.example/hooks/alerts' } },
    },
    slack: {
      summary: 'A channel of Slack',
      value: {
        name: '#alerts',
        settings: { type: 'slack' },
        secret: { url: 'https://hooks.slack.com/services/T…/B…/…' },
      },
    },
    pagerduty: {
      summary: 'A service of PagerDuty',
      value: {
        name: 'on call',
        settings: { type: 'pagerduty', region: 'eu' },
        secret: { routingKey: 'R0123456789abcdefghijklmnopqrstu' },
      },
    },
    alertmanager: {
      summary: 'An Alertmanager that asks for a password',
      value: {
        name: 'alertmanager',
        settings: { type: 'alertmanager', url: 'https://alerts.example' },
        secret: { authorization: { scheme: 'basic', username: 'intentvision', password: '…' } },
      },
    },
    email: {
      summary: 'E-mail',
      value: { name: 'the team', settings: { type: 'email', to: ['team@acme.example'] } },
    },
  }),
  success: {
    status: 201,
    description: 'The channel, and the key of a webhook.',
    schema: channelWithSecretResponseSchema,
    example: { ...channelExample, lastDeliveredAt: null, signingSecret: signingSecretExample },
    location: ({ channelId }) => `/v1/notification-channels/${channelId}`,
  },
  problems: ['CHANNEL_TARGET_REFUSED', 'CHANNEL_LIMIT_REACHED', 'CHANNEL_SECRETS_UNAVAILABLE'],
  handle: ({ ctx, body }) => createChannel({ ctx, input: body }),
});
