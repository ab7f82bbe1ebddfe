import type { WithheldReason } from '../../contracts/notification-delivery.ts';
import type { SentNotification, TimelineEntry } from './timeline.ts';

/** What one channel would have got, and what it would not. */
export interface ChannelCount {
  /** Null for what no channel was told of, since it was over first. */
  readonly channelId: string | null;
  /** Notifications: one may tell of several alerts. */
  readonly sent: number;
  /** By reason, alerts of which the channel was not told. */
  readonly withheld: Readonly<Partial<Record<WithheldReason, number>>>;
}

/** Notifications by channel, the channel of the first of them first. */
export function countNotices(
  notifications: readonly SentNotification[],
  timeline: readonly Pick<TimelineEntry, 'withheld'>[],
): readonly ChannelCount[] {
  const withheld = timeline.flatMap((entry) => entry.withheld);
  const channels = new Set([
    ...notifications.map(({ channelId }) => channelId),
    ...withheld.map(({ channelId }) => channelId),
  ]);
  return [...channels].map((channelId) => {
    const reasons: Partial<Record<WithheldReason, number>> = {};
    for (const one of withheld) {
      if (one.channelId === channelId) reasons[one.reason] = (reasons[one.reason] ?? 0) + 1;
    }
    const sent = notifications.filter((one) => one.channelId === channelId).length;
    return { channelId, sent, withheld: reasons };
  });
}
