import type { WithheldReason } from '../../contracts/notification-delivery.ts';
import type { ChannelPlan, GroupAlert, GroupState } from './flush-types.ts';

/** Since when somebody may be expected to look after an alert; those of which nobody was told have none. */
export type Clocks = ReadonlyMap<string, Date>;

/**
 * The clocks of escalation as a group remembers them. An acknowledged alert has none: one that is reopened is told again
 * first. An episode that follows another of its series of whose end nobody was told goes on with that one's.
 */
export function escalationClocks(
  { alerts, channels }: Pick<GroupState, 'alerts' | 'channels'>,
  open: readonly GroupAlert[],
  over: readonly GroupAlert[],
): Clocks {
  const believed = new Set(Object.values(channels).flatMap(({ firing }) => firing));
  const ended = over.filter(({ alertId }) => believed.has(alertId));
  const clocks = new Map<string, Date>();
  for (const { alertId, fingerprint, state } of open) {
    const earlier = ended.find((alert) => alert.fingerprint === fingerprint);
    const own = alerts[alertId]?.toldAt ?? null;
    const toldAt = own ?? (earlier === undefined ? null : (alerts[earlier.alertId]?.toldAt ?? null));
    if (toldAt !== null && state !== 'acknowledged') clocks.set(alertId, toldAt);
  }
  return clocks;
}

/** Whether nobody took care of an alert in the time that a step leaves. */
export function isReachedBy(afterSeconds: number, now: Date, clocks: Clocks): (alert: GroupAlert) => boolean {
  return ({ alertId }) => {
    const toldAt = clocks.get(alertId);
    return toldAt !== undefined && now.getTime() >= toldAt.getTime() + afterSeconds * 1_000;
  };
}

/**
 * The open alerts that concern the channels of a step: those that it reaches, those of which they were told, and those that
 * follow an episode of whose end they do not know.
 */
export function concernedBy(
  isReached: (alert: GroupAlert) => boolean,
  believed: readonly string[],
  open: readonly GroupAlert[],
  over: readonly GroupAlert[],
): readonly GroupAlert[] {
  const told = new Set(believed);
  const ended = new Set(
    over.filter(({ alertId }) => told.has(alertId)).map(({ fingerprint }) => fingerprint),
  );
  return open.filter((alert) => isReached(alert) || told.has(alert.alertId) || ended.has(alert.fingerprint));
}

/**
 * The clocks after a flush: those of alerts that the first channels have just been told of begin. Where none of these
 * channels can be told, the clock begins when they would have been, so that the next step is.
 */
export function startedClocks(
  before: Clocks,
  open: readonly GroupAlert[],
  first: readonly ChannelPlan[],
  now: Date,
): Clocks {
  const clocks = new Map(before);
  for (const { alertId, state, muted } of open) {
    if (clocks.has(alertId) || state !== 'firing' || muted !== null) continue;
    const isTold = first.some(
      ({ log }) => log?.firing.includes(alertId) === true && !log.acknowledged.includes(alertId),
    );
    const cannotBeTold = first.every(({ withheld }) =>
      withheld.some((entry) => entry.alertId === alertId && isOfChannel(entry.reason)),
    );
    if (isTold || cannotBeTold) clocks.set(alertId, now);
  }
  return clocks;
}

const isOfChannel = (reason: WithheldReason): boolean =>
  reason === 'channel-disabled' || reason === 'channel-missing';
