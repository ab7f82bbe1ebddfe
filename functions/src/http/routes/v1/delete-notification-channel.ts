import { deleteChannel } from '../../../notifications/channels/delete-channel.ts';
import { memberRoute } from '../define-route.ts';
import { channelParams } from './channel-params.ts';

/** `DELETE /v1/notification-channels/{channelId}` */
export const deleteNotificationChannelRoute = memberRoute(['notification-channels:write'], {
  method: 'delete',
  audit: 'notification-channel.delete',
  path: '/v1/notification-channels/{channelId}',
  operationId: 'deleteNotificationChannel',
  tag: 'Notifications',
  summary: 'Delete a notification channel',
  description:
    'The channel and its secrets are gone. Rules and policies may go on naming it; what they would tell by it is withheld.',
  params: channelParams,
  success: { status: 204, description: 'The channel is gone.' },
  problems: ['NOTIFICATION_CHANNEL_NOT_FOUND', 'CHANNEL_SECRETS_UNAVAILABLE'],
  handle: ({ ctx, params }) => deleteChannel({ ctx, input: params }),
});
