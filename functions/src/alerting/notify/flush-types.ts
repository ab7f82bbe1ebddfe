import type { AlertState } from '../../contracts/alert.ts';
import type { WithheldReason } from '../../contracts/notification-delivery.ts';
import type { ChannelLog, NotificationGroup } from '../../contracts/notification-group.ts';

/** An alert of a group: open, or over while a channel still believes that it fires. */
export interface GroupAlert {
  readonly alertId: string;
  readonly fingerprint: string;
  readonly state: AlertState;
  /** Why nobody is told of it, by silences or inhibition; also of one that is over. */
  readonly muted: Extract<WithheldReason, 'silenced' | 'inhibited'> | null;
}

/** What of a channel bears on whether it is told. */
export interface GroupChannel {
  readonly channelId: string;
  readonly status: 'enabled' | 'disabled' | 'missing';
  /** Its protocol knows acknowledgements (PagerDuty's does). */
  readonly knowsAcknowledgement: boolean;
}

/** The memory of a group that a flush reads and writes. */
export type GroupState = Pick<
  NotificationGroup,
  'dueAt' | 'nextFlushAt' | 'active' | 'flushedAt' | 'flushes' | 'channels' | 'alerts'
>;

/** Why a channel is told; the first five are Alertmanager's. */
export type TellReason =
  | 'first-notification'
  | 'new-alerts'
  | 'all-resolved'
  | 'new-resolved'
  | 'repeat'
  | 'escalation'
  | 'acknowledged';

/** Why a channel is not told. */
export type NotTellReason =
  | 'nothing-fires'
  | 'nothing-new'
  | 'waiting'
  | 'not-escalated'
  | Extract<
      WithheldReason,
      | 'silenced'
      | 'inhibited'
      | 'quiet-hours'
      | 'acknowledged'
      | 'channel-disabled'
      | 'channel-missing'
      | 'send-resolved-off'
      | 'already-told'
    >;

/** One notification to one channel. */
export interface Telling {
  readonly channelId: string;
  readonly kind: 'alerts' | 'escalation' | 'acknowledged';
  readonly reason: TellReason;
  /** Number of the escalation step, from 1; null for the channels that are told first. */
  readonly step: number | null;
  /** All that fire, acknowledged ones among them. */
  readonly firing: readonly string[];
  readonly resolved: readonly string[];
  /** Those of both for whose sake it is told: their timelines say so. */
  readonly news: readonly string[];
}

/** One alert of which one channel is not told, from now on. */
export interface Withheld {
  readonly alertId: string;
  readonly channelId: string;
  readonly reason: WithheldReason;
}

/** What a flush decided for one channel. */
export interface ChannelPlan {
  readonly channelId: string;
  readonly tellings: readonly Telling[];
  readonly reason: TellReason | NotTellReason;
  /** `deliveryId` is that of the telling before, where there is none now. */
  readonly log: ChannelLog | null;
  readonly withheld: readonly Withheld[];
  /** Alerts that it takes for an episode before of the same series, of whose end it was not told. */
  readonly carried: readonly string[];
}
