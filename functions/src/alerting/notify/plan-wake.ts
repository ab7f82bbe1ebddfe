import type { NotificationGroup } from '../../contracts/notification-group.ts';
import type { Notify } from '../../contracts/notify.ts';

/** When a group is looked at next. */
export type GroupTimes = Pick<NotificationGroup, 'dueAt' | 'nextFlushAt'>;

/** What of a group says when news of it are told. */
export type Wakeable = GroupTimes & Pick<NotificationGroup, 'active' | 'flushedAt'>;

/** `news` waits for others; an acknowledgement stops pages of others and does not. */
export type WakeCause = 'news' | 'acknowledged';

/**
 * When a group is to be looked at because an alert of it has changed, or null where it is looked at early enough.
 *
 * As Alertmanager has it: a group that is new, or of which nothing was open, waits `groupWaitSeconds` for others. One that
 * goes on is looked at every `groupIntervalSeconds` from its last time on, and what is new waits for the next of them: no
 * longer than the interval, and not alone. What finds the group waiting already changes nothing, so that a storm of alerts
 * reads the group and does not write it.
 *
 * @param group as stored; null for one that is new
 */
export function planWake(
  group: Wakeable | null,
  notify: Pick<Notify, 'groupWaitSeconds' | 'groupIntervalSeconds'>,
  cause: WakeCause,
  now: Date,
): GroupTimes | null {
  if (cause === 'acknowledged') return group?.active === true ? planAcknowledged(group, now) : null;
  const dueAt = dueOf(group, notify, now);
  const waiting = group?.dueAt ?? null;
  if (waiting !== null && waiting <= dueAt) return null;
  return { dueAt, nextFlushAt: earliest(dueAt, group?.nextFlushAt ?? null) };
}

function planAcknowledged({ dueAt, nextFlushAt }: GroupTimes, now: Date): GroupTimes | null {
  return nextFlushAt !== null && nextFlushAt <= now ? null : { dueAt, nextFlushAt: now };
}

function dueOf(
  group: Wakeable | null,
  { groupWaitSeconds, groupIntervalSeconds }: Pick<Notify, 'groupWaitSeconds' | 'groupIntervalSeconds'>,
  now: Date,
): Date {
  if (group === null || !group.active || group.flushedAt === null) {
    return new Date(now.getTime() + groupWaitSeconds * 1_000);
  }
  const intervalMs = groupIntervalSeconds * 1_000;
  const intervals = Math.ceil((now.getTime() - group.flushedAt.getTime()) / intervalMs);
  return new Date(group.flushedAt.getTime() + Math.max(1, intervals) * intervalMs);
}

const earliest = (one: Date, other: Date | null): Date => (other !== null && other < one ? other : one);
