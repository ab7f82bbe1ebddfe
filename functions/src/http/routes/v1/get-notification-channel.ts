import { notificationChannelResponseSchema } from '../../../contracts/notification-channel.ts';
import { getChannel } from '../../../notifications/channels/get-channel.ts';
import { memberRoute } from '../define-route.ts';
import { channelParams } from './channel-params.ts';
import { channelExample } from './examples/notification-channel.ts';

/** `GET /v1/notification-channels/{channelId}` */
export const getNotificationChannelRoute = memberRoute(['notification-channels:read'], {
  method: 'get',
  path: '/v1/notification-channels/{channelId}',
  operationId: 'getNotificationChannel',
  tag: 'Notifications',
  summary: 'Get a notification channel',
  description: 'Where it tells, whether it can, and the end of its secret. Never the secret.',
  params: channelParams,
  success: {
    status: 200,
    description: 'The channel.',
    schema: notificationChannelResponseSchema,
    example: channelExample,
  },
  problems: ['NOTIFICATION_CHANNEL_NOT_FOUND'],
  handle: ({ ctx, params }) => getChannel({ ctx, input: params }),
});
