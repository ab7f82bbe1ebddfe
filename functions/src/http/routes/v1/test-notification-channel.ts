import { channelTestResponseSchema } from '../../../contracts/notification-channel.ts';
import { testChannel } from '../../../notifications/channels/test-channel.ts';
import { memberRoute } from '../define-route.ts';
import { channelParams } from './channel-params.ts';
import { channelTestExample } from './examples/notification-channel.ts';

/** `POST /v1/notification-channels/{channelId}/test` */
export const testNotificationChannelRoute = memberRoute(['notification-channels:write'], {
  method: 'post',
  audit: 'notification-channel.test',
  path: '/v1/notification-channels/{channelId}/test',
  operationId: 'testNotificationChannel',
  tag: 'Notifications',
  summary: 'Send a sample',
  description:
    'Sends one message that says it is a test and answers what the other side said: a failure of theirs is an answer, not a problem of this call. Works on a disabled channel, too; every ten seconds.',
  params: channelParams,
  success: {
    status: 200,
    description: 'What the other side said.',
    schema: channelTestResponseSchema,
    example: channelTestExample,
  },
  problems: ['NOTIFICATION_CHANNEL_NOT_FOUND', 'CHANNEL_TEST_TOO_SOON'],
  handle: ({ ctx, params }) => testChannel({ ctx, input: params }),
});
