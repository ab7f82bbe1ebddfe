import type { ChannelLog } from '../../contracts/notification-group.ts';
import type { Notify } from '../../contracts/notify.ts';
import type { ChannelPlan, GroupAlert, NotTellReason, Telling, TellReason, Withheld } from './flush-types.ts';
import { type ChannelNews, newsOf } from './news-of.ts';

/** What keeps a whole channel from being told. */
export type Obstacle = 'quiet-hours' | 'channel-disabled' | 'channel-missing';

/** What one channel is to be told of. */
export interface ChannelView {
  readonly channelId: string;
  readonly step: number | null;
  readonly log: ChannelLog | null;
  /** Open alerts that the channel is, or is to be, told of. */
  readonly open: readonly GroupAlert[];
  /** Whether the time has come at which the channel is told of an open alert. */
  readonly isReached: (alert: GroupAlert) => boolean;
  /** Alerts that are over. */
  readonly over: readonly GroupAlert[];
  /** Whether what is new has waited long enough. */
  readonly due: boolean;
  readonly obstacle: Obstacle | null;
  readonly knowsAcknowledgement: boolean;
  readonly notify: Pick<Notify, 'repeatIntervalSeconds' | 'sendResolved'>;
  readonly now: Date;
  readonly deliveryIdOf: (channelId: string, kind: Telling['kind']) => string;
}

/**
 * Whether one channel is told, and what, and why not otherwise: Alertmanager's `DedupStage` over its notification log,
 * after the muting of alerts and of times.
 *
 * Told is, in this order: an alert that fires and of which the channel does not know; the end of all; the end of some; that
 * something still fires, once the repeat interval is over. Whatever is told lists all that fires, and what is over.
 *
 * Different from Alertmanager: of an alert that is over a channel is told only if it was told that it fires. An episode
 * that follows another of its series before that one's end was told is not news, nor is that end: both are said with the next
 * message. Acknowledged alerts cause no repeats.
 */
export function planChannel(view: ChannelView): ChannelPlan {
  const news = newsOf(view);
  const { channelId, obstacle } = view;
  const reason = obstacle === null ? tellReasonOf(view, news) : null;
  const withheld = withheldOf(view, news, reason !== null);
  const alerts = reason === null ? null : tellingOf(view, news, reason);
  const log = alerts === null ? settledLog(view, news) : logOf(view, news);
  const acknowledged = obstacle === null && log !== null ? acknowledgementOf(view, news, log) : null;
  const tellings = [alerts, acknowledged].filter((telling) => telling !== null);
  return {
    channelId,
    tellings,
    reason: tellings[0]?.reason ?? notTellReasonOf(view, news),
    log: acknowledgedLog(log, acknowledged),
    carried: idsOf(news.carried),
    withheld,
  };
}

function tellReasonOf({ due, step, notify }: ChannelView, news: ChannelNews): TellReason | null {
  if (news.fresh.length > 0 && (due || step !== null)) {
    if (step !== null) return 'escalation';
    return news.believed.size === 0 ? 'first-notification' : 'new-alerts';
  }
  if (news.resolved.length > 0 && due && notify.sendResolved) {
    return news.audible.length === 0 ? 'all-resolved' : 'new-resolved';
  }
  return news.repeatOver && news.repeatable.length > 0 ? 'repeat' : null;
}

function tellingOf({ channelId, step, notify }: ChannelView, news: ChannelNews, reason: TellReason): Telling {
  const resolved = notify.sendResolved ? idsOf([...news.resolved, ...news.lingering]) : [];
  const newlyFiring = idsOf(reason === 'repeat' ? news.repeatable : news.fresh);
  return {
    channelId,
    kind: reason === 'escalation' ? 'escalation' : 'alerts',
    reason,
    step,
    firing: idsOf(news.audible),
    resolved,
    news: [...newlyFiring, ...resolved],
  };
}

function logOf(
  { channelId, now, deliveryIdOf, step, knowsAcknowledgement, log }: ChannelView,
  news: ChannelNews,
) {
  const escalates = step !== null && news.fresh.length > 0;
  const acknowledged = idsOf(news.acknowledged);
  const known = new Set(log?.acknowledged);
  return {
    toldAt: now,
    deliveryId: deliveryIdOf(channelId, escalates ? 'escalation' : 'alerts'),
    firing: idsOf(news.audible),
    acknowledged: knowsAcknowledgement ? acknowledged.filter((id) => known.has(id)) : acknowledged,
  };
}

/** The log where no alerts are told: what is over is done with, whether or not it could be told. */
function settledLog(view: ChannelView, news: ChannelNews): ChannelLog | null {
  const { log, due, obstacle, knowsAcknowledgement } = view;
  if (log === null) return null;
  const over = new Set(due ? [...idsOf(news.resolved), ...idsOf(news.mutedResolved)] : []);
  const known = new Set(idsOf([...view.open, ...view.over]));
  const firing = log.firing.filter((id) => known.has(id) && !over.has(id));
  const noted = obstacle !== null || knowsAcknowledgement ? [] : idsOf(news.acknowledged);
  const acknowledged = new Set([...log.acknowledged, ...noted]);
  return { ...log, firing, acknowledged: firing.filter((id) => acknowledged.has(id)) };
}

/** The log after an acknowledgement was told. */
const acknowledgedLog = (log: ChannelLog | null, telling: Telling | null): ChannelLog | null =>
  log === null || telling === null ? log : { ...log, acknowledged: [...log.acknowledged, ...telling.firing] };

/** That somebody takes care of what the channel believes to fire, said once. */
function acknowledgementOf(view: ChannelView, news: ChannelNews, log: ChannelLog): Telling | null {
  if (!view.knowsAcknowledgement) return null;
  const newly = idsOf(news.acknowledged).filter(
    (id) => log.firing.includes(id) && !log.acknowledged.includes(id),
  );
  if (newly.length === 0) return null;
  const { channelId, step } = view;
  return {
    ...{ channelId, kind: 'acknowledged', reason: 'acknowledged', step },
    ...{ firing: newly, resolved: [], news: newly },
  };
}

function withheldOf(view: ChannelView, news: ChannelNews, isTold: boolean): readonly Withheld[] {
  const { channelId, obstacle, due, step, notify } = view;
  const because = (alerts: readonly GroupAlert[], reason: Withheld['reason']): Withheld[] =>
    alerts.map(({ alertId }) => ({ alertId, channelId, reason }));
  const byMuting = (alerts: readonly GroupAlert[]): Withheld[] =>
    alerts.flatMap((alert) => (alert.muted === null ? [] : because([alert], alert.muted)));
  const freshIsDue = due || step !== null;
  const settles = due || isTold;
  return [
    ...because(news.carried, 'already-told'),
    ...(freshIsDue ? byMuting(news.mutedFresh) : []),
    ...(settles ? byMuting(news.mutedResolved) : []),
    ...(news.repeatOver || isTold ? byMuting(news.mutedRepeatable) : []),
    ...(due ? because(news.freshAcknowledged, 'acknowledged') : []),
    ...(news.repeatOver ? because(news.acknowledgedRepeatable, 'acknowledged') : []),
    ...(obstacle !== null && freshIsDue ? because(news.fresh, obstacle) : []),
    ...(obstacle !== null && due ? because(news.resolved, obstacle) : []),
    ...(obstacle !== null && news.repeatOver ? because(news.repeatable, obstacle) : []),
    ...(obstacle === null && settles && !notify.sendResolved
      ? because([...news.resolved, ...(isTold ? news.lingering : [])], 'send-resolved-off')
      : []),
  ];
}

function notTellReasonOf({ obstacle, due, step, notify }: ChannelView, news: ChannelNews): NotTellReason {
  const muted = [...news.mutedFresh, ...news.mutedResolved, ...(news.repeatOver ? news.mutedRepeatable : [])];
  const something = news.fresh.length + news.resolved.length;
  if (something > 0 && !due && step === null) return 'waiting';
  if (obstacle !== null && (something > 0 || news.repeatOver)) return obstacle;
  if (news.resolved.length > 0 && !notify.sendResolved) return 'send-resolved-off';
  if (muted[0]?.muted) return muted[0].muted;
  if (news.carried.length > 0) return 'already-told';
  if (news.freshAcknowledged.length + news.acknowledgedRepeatable.length > 0) return 'acknowledged';
  if (news.audible.length > 0) return 'nothing-new';
  return 'nothing-fires';
}

const idsOf = (alerts: readonly GroupAlert[]): string[] => alerts.map(({ alertId }) => alertId);
