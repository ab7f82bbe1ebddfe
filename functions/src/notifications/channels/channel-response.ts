import type {
  NotificationChannel,
  NotificationChannelResponse,
} from '../../contracts/notification-channel.ts';

/** A channel as callers see it: where its secrets stand is the server's to know. */
export function channelResponse(
  channelId: string,
  { secretReference: _, previousSecret, ...channel }: NotificationChannel,
): NotificationChannelResponse {
  return {
    channelId,
    ...channel,
    previousSecret:
      previousSecret === null ? null : { hint: previousSecret.hint, expiresAt: previousSecret.expiresAt },
  };
}
