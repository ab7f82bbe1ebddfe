import type { Notify } from '../../contracts/notify.ts';
import { concernedBy, escalationClocks, isReachedBy, startedClocks } from './escalation-clocks.ts';
import type { ChannelPlan, GroupAlert, GroupChannel, GroupState, Telling, Withheld } from './flush-types.ts';
import { nextTimes } from './next-times.ts';
import { planChannel } from './plan-channel.ts';
import { quietUntil } from './quiet-until.ts';
import { recipientsOf } from './recipients-of.ts';
import { remember } from './remember.ts';

/** A group as a flush finds it. */
export interface FlushInput {
  readonly now: Date;
  readonly notify: Notify;
  readonly group: GroupState;
  /** Alerts of the group that fire, are acknowledged or silenced, and those over of which a channel does not know so. */
  readonly alerts: readonly GroupAlert[];
  /** Those that `notify` names. */
  readonly channels: readonly GroupChannel[];
  /** Id of the notification that this flush makes for a channel. */
  readonly deliveryIdOf: (channelId: string, kind: Telling['kind']) => string;
}

/** What a flush does. */
export interface FlushPlan {
  readonly tellings: readonly Telling[];
  /** What is withheld from now on; what was so before for the same reason is not said again. */
  readonly withheld: readonly Withheld[];
  /** One decision with its reason for each channel. */
  readonly channels: readonly ChannelPlan[];
  readonly group: GroupState;
}

/**
 * What is told of a group of alerts now, to whom, what is withheld and why, and when to look again. Pure: a flush that is
 * run again on what it left behind tells nothing.
 *
 * Alertmanager's pipeline: alerts are muted by inhibition and silences, groups by times (quiet hours), then each channel's
 * log says what is news to it ({@link planChannel}). What is new waits for `dueAt`; repeats and escalation have times of
 * their own (Alertmanager looks for repeats at its group interval only). Channels of an escalation step are told of alerts
 * that nobody has acknowledged `afterSeconds` after they were first told, and from then on as the others.
 */
export function planFlush(input: FlushInput): FlushPlan {
  const { now, notify, group, alerts } = input;
  const due = group.dueAt !== null && group.dueAt <= now;
  const quietEnd = quietUntil(notify.quietHours, now);
  const open = alerts.filter(({ state }) => isListed(state));
  const over = alerts.filter(({ state }) => !isListed(state));
  const recipients = recipientsOf(notify, input.channels);
  const clocksBefore = escalationClocks(group, open, over);
  const plans = recipients.map((recipient) => {
    const { channelId, step, afterSeconds } = recipient;
    const log = group.channels[channelId] ?? null;
    const isReached = step === null ? () => true : isReachedBy(afterSeconds, now, clocksBefore);
    const concerned = concernedBy(isReached, log?.firing ?? [], open, over);
    const obstacle = quietEnd === null ? recipient.obstacle : 'quiet-hours';
    return planChannel({ ...input, ...recipient, log, open: concerned, isReached, over, due, obstacle });
  });
  const first = plans.slice(0, recipients.filter(({ step }) => step === null).length);
  const clocks = startedClocks(clocksBefore, open, first, now);
  const logs = plans.flatMap(({ channelId, log }) => (log === null ? [] : [[channelId, log] as const]));
  const believed = new Set(logs.flatMap(([, { firing }]) => firing));
  const kept = [...open, ...over.filter(({ alertId }) => believed.has(alertId))];
  const { memory, withheld } = remember(group, kept, open, clocks, plans);
  const tellings = plans.flatMap((plan) => plan.tellings);
  return {
    tellings,
    withheld,
    channels: plans,
    group: {
      ...nextTimes({ now, due, quietEnd, notify, group, open, recipients, plans, clocks }),
      active: due ? kept.length > 0 : group.active,
      flushedAt: due ? now : group.flushedAt,
      flushes: group.flushes + (tellings.length > 0 ? 1 : 0),
      channels: Object.fromEntries(logs),
      alerts: memory,
    },
  };
}

const isListed = (state: GroupAlert['state']): boolean =>
  state === 'firing' || state === 'acknowledged' || state === 'silenced';
