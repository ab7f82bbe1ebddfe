import type { ChannelType } from '../../contracts/notification-channel.ts';
import type { Send, Sender } from '../../contracts/notifier.ts';

export type { Send, Sender, SendRequest, SendResult } from '../../contracts/notifier.ts';

/** One sender for each type of channel. */
export type Senders = { readonly [T in ChannelType]: Sender<T> };

/** Sends by the sender of the channel's type. */
export const sendBy =
  (senders: Senders): Send =>
  (request) =>
    // The sender is that of the type that the settings have.
    (senders[request.channel.settings.type] as Send)(request);
