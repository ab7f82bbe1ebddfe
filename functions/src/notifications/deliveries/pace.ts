import type { NotificationChannel } from '../../contracts/notification-channel.ts';
import type { NotificationPace } from '../../contracts/notification-pace.ts';
import { type Firestore, paceDocument } from '../../firestore/collections.ts';
import { lanesMax, paceWindowMs, perLaneMax } from './limits.ts';
import { evenly } from './retry-schedule.ts';

/** A channel that was sent nothing yet. */
export const freshPace: NotificationPace = {
  windowEndsAt: null,
  sent: 0,
  collectingId: null,
  sendingId: null,
};

/** Counters that a channel has: one, unless its limit is so high that one would be written too often. */
export const laneCount = ({ maxPerMinute }: NotificationChannel): number =>
  Math.ceil(maxPerMinute / perLaneMax);

/** The counters that a channel may have. */
export const paceDocuments = (firestore: Firestore, orgId: string, channelId: string) =>
  Array.from({ length: lanesMax }, (_, lane) => paceDocument(firestore, orgId, channelId, lane));

/** The counter that a delivery is counted by: that of its group, so that what is in order has one digest. */
export const laneOf = (channel: NotificationChannel, key: string): number =>
  Math.floor(evenly('lane', key) * laneCount(channel));

/** The window in which `now` lies, and how many messages may still be sent in it. */
export function windowAt(
  pace: NotificationPace,
  channel: NotificationChannel,
  now: Date,
): { readonly endsAt: Date; readonly sent: number; readonly left: number } {
  const most = Math.floor(channel.maxPerMinute / laneCount(channel));
  const { windowEndsAt, sent } = pace;
  if (windowEndsAt === null || windowEndsAt <= now) {
    return { endsAt: new Date(now.getTime() + paceWindowMs), sent: 0, left: most };
  }
  return { endsAt: windowEndsAt, sent, left: Math.max(0, most - sent) };
}

/**
 * Whether what is too much is told in a digest. A machine tells alerts apart by its own keys (PagerDuty's `dedup_key`,
 * Alertmanager's fingerprints): one message for many would open none of them, so there each waits its turn.
 */
export function takesDigests({ settings }: NotificationChannel): boolean {
  if (settings.type === 'webhook') return settings.format === 'standard';
  return settings.type === 'email' || settings.type === 'slack';
}

/**
 * When a delivery that waits its turn looks again. After as long as it has waited already, evenly spread: in a queue of
 * n messages each looks some log2(n) times, and yet none of the channel's messages goes unused.
 */
export function turnAt(key: string, waitedMs: number, windowEndsAt: Date): Date {
  const span = Math.max(paceWindowMs, waitedMs);
  return new Date(windowEndsAt.getTime() + Math.floor(span * evenly('turn', key, windowEndsAt.getTime())));
}
