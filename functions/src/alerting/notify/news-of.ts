import type { GroupAlert } from './flush-types.ts';
import type { ChannelView } from './plan-channel.ts';

/** What a channel does not know yet, and what may be told again. */
export interface ChannelNews {
  /** Alerts that it believes to fire. */
  readonly believed: ReadonlySet<string>;
  /** Open alerts that are not muted: what a message would list. */
  readonly audible: readonly GroupAlert[];
  /** Those of `audible` that somebody takes care of. */
  readonly acknowledged: readonly GroupAlert[];
  /** They fire and it does not know; also what was acknowledged and fires again. */
  readonly fresh: readonly GroupAlert[];
  readonly mutedFresh: readonly GroupAlert[];
  /** It does not know, and need not: somebody takes care already. */
  readonly freshAcknowledged: readonly GroupAlert[];
  /** It believes that they fire, and they are over. */
  readonly resolved: readonly GroupAlert[];
  readonly mutedResolved: readonly GroupAlert[];
  /** They follow an episode of the same series that is over, of which it believes that it goes on and is not looked after. */
  readonly carried: readonly GroupAlert[];
  /** Those episodes: their end is no news, and is said with the next message. */
  readonly lingering: readonly GroupAlert[];
  readonly repeatOver: boolean;
  /** It knows that they fire, and nobody takes care. */
  readonly repeatable: readonly GroupAlert[];
  readonly mutedRepeatable: readonly GroupAlert[];
  readonly acknowledgedRepeatable: readonly GroupAlert[];
}

/** Holds what a channel believes against what is. */
export function newsOf({ log, open, over, isReached, notify, now }: ChannelView): ChannelNews {
  const believed = new Set(log?.firing);
  const ended = over.filter(({ alertId }) => believed.has(alertId));
  const wasAcknowledged = new Set(log?.acknowledged);
  const outlived = new Set(
    ended
      .filter(({ alertId, muted }) => muted === null && !wasAcknowledged.has(alertId))
      .map(({ fingerprint }) => fingerprint),
  );
  const carried = open.filter(
    ({ alertId, fingerprint }) => !believed.has(alertId) && outlived.has(fingerprint),
  );
  const carriedIds = new Set(carried.map(({ alertId }) => alertId));
  const carriedSeries = new Set(carried.map(({ fingerprint }) => fingerprint));
  const isLingering = ({ alertId, fingerprint, muted }: GroupAlert) =>
    carriedSeries.has(fingerprint) && muted === null && !wasAcknowledged.has(alertId);
  const resolved = ended.filter((alert) => !isLingering(alert));
  const isAcknowledged = ({ state }: GroupAlert) => state === 'acknowledged';
  const knows = ({ alertId }: GroupAlert) => believed.has(alertId) || carriedIds.has(alertId);
  const isReopened = ({ alertId }: GroupAlert) => wasAcknowledged.has(alertId);
  const isFresh = (alert: GroupAlert) =>
    !isAcknowledged(alert) && isReached(alert) && (!knows(alert) || isReopened(alert));
  const isMuted = ({ muted }: GroupAlert) => muted !== null;
  const audible = open.filter((alert) => !isMuted(alert));
  const muted = open.filter(isMuted);
  const repeatAfterMs = notify.repeatIntervalSeconds * 1_000;
  const isRepeatable = (alert: GroupAlert) => knows(alert) && !isAcknowledged(alert) && !isReopened(alert);
  return {
    believed,
    audible,
    acknowledged: audible.filter(isAcknowledged),
    fresh: audible.filter(isFresh),
    mutedFresh: muted.filter(isFresh),
    freshAcknowledged: audible.filter((alert) => isAcknowledged(alert) && !knows(alert)),
    resolved: resolved.filter((alert) => !isMuted(alert)),
    mutedResolved: resolved.filter(isMuted),
    carried,
    lingering: ended.filter(isLingering),
    repeatOver: log !== null && now.getTime() - log.toldAt.getTime() >= repeatAfterMs,
    repeatable: audible.filter(isRepeatable),
    mutedRepeatable: muted.filter(isRepeatable),
    acknowledgedRepeatable: audible.filter((alert) => isAcknowledged(alert) && knows(alert)),
  };
}
