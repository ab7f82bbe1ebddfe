import type { NotificationChannel } from '../../contracts/notification-channel.ts';
import type { DeliveryAttempt, Notification } from '../../contracts/notification-delivery.ts';

/** One message for one channel. */
export interface SendRequest {
  readonly orgId: string;
  readonly channelId: string;
  readonly channel: NotificationChannel;
  readonly notification: Notification;
  /** The same for every attempt: what a receiver tells messages apart by (`webhook-id`). */
  readonly deliveryId: string;
  /** When it was decided on: the same for every attempt. */
  readonly createdAt: Date;
  readonly attemptAt: Date;
  /** Aborted when the attempt has taken as long as it may. */
  readonly signal: AbortSignal;
}

/** What came of it. `temporary` may go well at another time, `permanent` will not. */
export interface SendResult {
  readonly outcome: DeliveryAttempt['outcome'];
  /** HTTP or SMTP status, where there was one. */
  readonly status: number | null;
  /** In words, without secrets: an excerpt of the answer, or what went wrong. */
  readonly detail: string;
  /** How long the other side asks to be left alone. */
  readonly retryAfterSeconds?: number;
  /** Why the channel is of no more use: the other side said that it is gone. */
  readonly disable?: string;
}

/** Sends one message, once. Answers what came of it, also of failures. */
export type Sender = (request: SendRequest) => Promise<SendResult>;
