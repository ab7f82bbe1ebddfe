import {
  notificationChannelResponseSchema,
  updateNotificationChannelRequestSchema,
} from '../../../contracts/notification-channel.ts';
import { updateChannel } from '../../../notifications/channels/update-channel.ts';
import { memberRoute } from '../define-route.ts';
import { mergePatchBody } from '../request-body.ts';
import { channelParams } from './channel-params.ts';
import { channelExample } from './examples/notification-channel.ts';

/** `PATCH /v1/notification-channels/{channelId}` */
export const updateNotificationChannelRoute = memberRoute(['notification-channels:write'], {
  method: 'patch',
  audit: 'notification-channel.update',
  path: '/v1/notification-channels/{channelId}',
  operationId: 'updateNotificationChannel',
  tag: 'Notifications',
  summary: 'Change a notification channel',
  description:
    'A JSON merge patch (RFC 7396): fields that are given are replaced, `settings` whole; their type stays, and so does the host of an Alertmanager that has credentials. Enabling forgets why the server disabled it. Secrets change by `rotate-secret` only.',
  params: channelParams,
  body: mergePatchBody(updateNotificationChannelRequestSchema, {
    disable: { summary: 'Tell nothing for now', value: { enabled: false } },
    move: {
      summary: 'Another address',
      value: { settings: { type: 'webhook', url: 'https://ops.example/hooks/2' } },
    },
  }),
  success: {
    status: 200,
    description: 'The channel as it now is.',
    schema: notificationChannelResponseSchema,
    example: { ...channelExample, enabled: false },
  },
  problems: [
    'NOTIFICATION_CHANNEL_NOT_FOUND',
    'CHANNEL_TARGET_REFUSED',
    'CHANNEL_SECRET_MISSING',
    'CHANNEL_BEING_DELETED',
  ],
  handle: ({ ctx, params: { channelId }, body }) => updateChannel({ ctx, input: { channelId, patch: body } }),
});
