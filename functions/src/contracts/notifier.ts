import type { ChannelSecret } from './channel-secret.ts';
import type { ChannelSettings, ChannelType } from './notification-channel.ts';
import type { DeliveryAttempt, Notification } from './notification-delivery.ts';

/** The settings of a channel of type `T`. */
export type SettingsOf<T extends ChannelType> = Extract<ChannelSettings, { readonly type: T }>;

/** One attempt to tell something by one channel. */
export interface SendRequest<T extends ChannelType = ChannelType> {
  /** Whose it is, for what a message draws from the store: charts, links. */
  readonly orgId: string;
  readonly channel: { readonly name: string; readonly settings: SettingsOf<T> };
  /** Those in force, newest first: two while a webhook's secret is rotated, none where a channel needs none. */
  readonly secrets: readonly ChannelSecret[];
  readonly notification: Notification;
  /** The same over all attempts; the other side can tell by it that it has the message already. */
  readonly deliveryId: string;
  /** When the message was decided on: the same over all attempts. */
  readonly createdAt: Date;
  readonly attemptAt: Date;
  /** Ends the attempt early; senders have a limit of time of their own. */
  readonly signal: AbortSignal;
}

/** What became of an attempt. `detail` and all else are free of secrets. */
export interface SendResult extends Pick<DeliveryAttempt, 'outcome' | 'status' | 'detail'> {
  /** The other side asks not to be tried again sooner; at most a day. */
  readonly retryAfterSeconds?: number;
  /** The other side is gone for good: nothing more is to be sent by this channel. In words why. */
  readonly disable?: string;
}

/** Speaks the protocol of one type of channel. Never rejects for what the other side or the network does. */
export type Sender<T extends ChannelType> = (request: SendRequest<T>) => Promise<SendResult>;

/** Tells by a channel of any type. */
export type Send = (request: SendRequest) => Promise<SendResult>;

/**
 * Where secrets of channels stand. A secret has a name and versions, each a text that never changes; names are those of
 * Secret Manager (letters, digits, `_` and `-`, at most 255).
 */
export interface SecretStore {
  /** Adds a version, and the secret with the first one. Answers the version's reference: `{name}/versions/{number}`. */
  put(name: string, text: string): Promise<string>;
  /** The text of a version; undefined when it was removed or never was. */
  get(reference: string): Promise<string | undefined>;
  /** References of the versions that have a text, newest first; none when there is no such secret. */
  versions(name: string): Promise<readonly string[]>;
  /** Removes one version for good. Removing it again changes nothing. */
  destroy(reference: string): Promise<void>;
  /** Removes a secret with all its versions for good. Removing it again changes nothing. */
  remove(name: string): Promise<void>;
}

/** Where requests may go beside public addresses by https. Made of configuration; tenants have no part in it. */
export interface OutboundPolicy {
  /** Whether http is allowed to public addresses. */
  readonly allowHttp: boolean;
  /**
   * Hosts, with or without a port, that any address and any scheme is allowed of: `localhost:8080`, `alerts.internal`. For
   * development, and for what an operator knows to be safe to every tenant.
   */
  readonly allowedHosts: readonly string[];
}

/** What verbs need to keep channels and to tell by them. */
export interface Notifier {
  readonly secrets: SecretStore;
  readonly send: Send;
  readonly outbound: OutboundPolicy;
}
