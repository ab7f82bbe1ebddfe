import { notificationChannelResponseSchema } from '../../../contracts/notification-channel.ts';
import { listChannels } from '../../../notifications/channels/list-channels.ts';
import { memberRoute } from '../define-route.ts';
import { listQuery, pageOf } from '../page.ts';
import { channelExample } from './examples/notification-channel.ts';

/** `GET /v1/notification-channels` */
export const listNotificationChannelsRoute = memberRoute(['notification-channels:read'], {
  method: 'get',
  path: '/v1/notification-channels',
  operationId: 'listNotificationChannels',
  tag: 'Notifications',
  summary: 'List notification channels',
  description: 'The channels of the organization, disabled ones too.',
  query: listQuery({}),
  success: {
    status: 200,
    description: 'A page of channels.',
    schema: pageOf(notificationChannelResponseSchema, 'NotificationChannelPage'),
    example: { items: [channelExample], nextPageToken: null },
  },
  problems: ['PAGE_TOKEN_INVALID'],
  handle: ({ ctx, query }) => listChannels({ ctx, input: query }),
});
