import type { AlertState } from '../../contracts/alert.ts';
import type { WithheldReason } from '../../contracts/notification-delivery.ts';
import type { Transition } from '../lifecycle.ts';
import type { Telling, TellReason, Withheld } from '../notify/flush-types.ts';

/** One notification as it concerns one alert. The same number may stand at several alerts: they are told together. */
export interface SentNotice {
  readonly at: Date;
  readonly channelId: string;
  readonly kind: Telling['kind'];
  readonly reason: TellReason;
  /** In the order in which they are sent, from 1. */
  readonly notification: number;
}

/** That a channel, or with null anybody, is not told of an alert, and why. */
export interface WithheldNotice {
  readonly at: Date;
  readonly channelId: string | null;
  readonly reason: WithheldReason;
}

/** One change of an alert, and who was told of it, or was not, until the next. */
export interface TimelineEntry {
  readonly metricId: string;
  readonly alertId: string;
  readonly at: Date;
  readonly from: AlertState;
  readonly to: AlertState;
  readonly reason: string;
  readonly value: number | null;
  readonly sent: readonly SentNotice[];
  readonly withheld: readonly WithheldNotice[];
}

/** A notification, to be counted. */
export interface SentNotification extends SentNotice {
  readonly alerts: number;
}

interface OpenEntry extends TimelineEntry {
  readonly sent: SentNotice[];
  readonly withheld: WithheldNotice[];
}

/** Writes down what happens, in the order in which it does. */
export class Timeline {
  readonly entries: TimelineEntry[] = [];
  readonly notifications: SentNotification[] = [];
  readonly #latest = new Map<string, OpenEntry>();

  changed(metricId: string, alertId: string, { at, from, to, reason, value }: Transition): void {
    const entry = { metricId, alertId, at, from, to, reason, value, sent: [], withheld: [] };
    this.entries.push(entry);
    this.#latest.set(alertId, entry);
  }

  told(at: Date, { channelId, kind, reason, news }: Telling): void {
    const notice = { at, channelId, kind, reason, notification: this.notifications.length + 1 };
    this.notifications.push({ ...notice, alerts: news.length });
    for (const alertId of news) this.#latest.get(alertId)?.sent.push(notice);
  }

  withheld(
    at: Date,
    { alertId, channelId, reason }: Omit<Withheld, 'channelId'> & Pick<WithheldNotice, 'channelId'>,
  ): void {
    this.#latest.get(alertId)?.withheld.push({ at, channelId, reason });
  }
}
