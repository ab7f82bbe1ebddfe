import { z } from 'zod';
import { orNull } from './common.ts';

/**
 * `…/notification_channels/{channelId}/pace/{lane}`: how many messages a channel was sent in this minute, and the digests
 * of what was too much: at most one that takes in more, and one that is on its way.
 */
export const notificationPaceSchema = z.object({
  windowEndsAt: orNull(z.date()),
  sent: z.number().int().min(0).default(0),
  collectingId: orNull(z.string()),
  sendingId: orNull(z.string()),
});

export type NotificationPace = z.infer<typeof notificationPaceSchema>;
