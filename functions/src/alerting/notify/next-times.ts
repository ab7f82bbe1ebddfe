import type { Notify } from '../../contracts/notify.ts';
import type { Clocks } from './escalation-clocks.ts';
import type { ChannelPlan, GroupAlert, GroupState } from './flush-types.ts';
import type { GroupTimes } from './plan-wake.ts';
import { quietUntil } from './quiet-until.ts';
import type { Recipient } from './recipients-of.ts';

/** What a flush leaves behind, as far as it says when to look again. */
export interface Aftermath {
  readonly now: Date;
  /** Whether what is new had waited long enough. */
  readonly due: boolean;
  readonly quietEnd: Date | null;
  readonly notify: Notify;
  readonly group: Pick<GroupState, 'dueAt'>;
  readonly open: readonly GroupAlert[];
  readonly recipients: readonly Recipient[];
  readonly plans: readonly ChannelPlan[];
  readonly clocks: Clocks;
}

/**
 * When to look at a group again, nothing else happening: what is new and waits; the end of quiet hours that withheld
 * something; a repeat; a step of escalation. What is inhibited, or withheld because of its channel, is looked at every
 * group interval, since nothing tells the group when that ends. Silences wake it when they end. Always later than `now`.
 */
export function nextTimes(aftermath: Aftermath): GroupTimes {
  const { now, due, group, notify } = aftermath;
  const dueAt = (due ? null : group.dueAt) ?? againAt(aftermath);
  const times = [...repeats(aftermath), ...escalations(aftermath)]
    .filter((at) => at > now)
    .map((at) => quietUntil(notify.quietHours, at) ?? at);
  const all = dueAt === null ? times : [dueAt, ...times];
  return { dueAt, nextFlushAt: all.reduce<Date | null>((a, b) => (a !== null && a < b ? a : b), null) };
}

function againAt({ now, quietEnd, notify, open, plans }: Aftermath): Date | null {
  const isOpen = new Set(open.map(({ alertId }) => alertId));
  const withheld = plans.flatMap((plan) => plan.withheld).filter(({ alertId }) => isOpen.has(alertId));
  if (quietEnd !== null && withheld.some(({ reason }) => reason === 'quiet-hours')) return quietEnd;
  const isPolled =
    withheld.some(({ reason }) => reason === 'channel-disabled' || reason === 'channel-missing') ||
    open.some(({ muted, state }) => muted === 'inhibited' && state !== 'acknowledged');
  return isPolled ? after(now, notify.groupIntervalSeconds) : null;
}

/** Repeats of what a channel knows to fire. */
function repeats({ open, plans, notify }: Aftermath): Date[] {
  return plans.flatMap(({ log, carried }) => {
    const known = new Set([...(log?.firing ?? []), ...carried]);
    if (log === null || !nags(open).some(({ alertId }) => known.has(alertId))) return [];
    return [after(log.toldAt, notify.repeatIntervalSeconds)];
  });
}

/** Steps of escalation that are still to come. */
function escalations({ open, recipients, plans, clocks }: Aftermath): Date[] {
  const known = new Map(
    plans.map(({ channelId, log, carried }) => [channelId, new Set([...(log?.firing ?? []), ...carried])]),
  );
  return recipients.flatMap(({ channelId, step, afterSeconds }) => {
    if (step === null) return [];
    return nags(open).flatMap(({ alertId }) => {
      const toldAt = clocks.get(alertId);
      const isTold = known.get(channelId)?.has(alertId) === true;
      return toldAt === undefined || isTold ? [] : [after(toldAt, afterSeconds)];
    });
  });
}

/** What is told again: it fires, is not muted, and nobody takes care. */
const nags = (open: readonly GroupAlert[]): readonly GroupAlert[] =>
  open.filter(({ muted, state }) => muted === null && state === 'firing');

const after = (at: Date, seconds: number): Date => new Date(at.getTime() + seconds * 1_000);
