import type { Notify } from '../../contracts/notify.ts';
import type { GroupChannel } from './flush-types.ts';
import type { Obstacle } from './plan-channel.ts';

/** A channel of a route, and when its turn is. */
export interface Recipient {
  readonly channelId: string;
  /** Number of the escalation step, from 1; null for those told first. */
  readonly step: number | null;
  readonly afterSeconds: number;
  readonly obstacle: Extract<Obstacle, 'channel-disabled' | 'channel-missing'> | null;
  readonly knowsAcknowledgement: boolean;
}

/** The channels of a route in the order in which they are told, each once: where it is named first. */
export function recipientsOf(
  { channels, escalation }: Pick<Notify, 'channels' | 'escalation'>,
  known: readonly GroupChannel[],
): readonly Recipient[] {
  const byId = new Map(known.map((channel) => [channel.channelId, channel]));
  const steps = escalation
    .map(({ afterSeconds, channels }) => ({ afterSeconds, channels }))
    .sort((a, b) => a.afterSeconds - b.afterSeconds);
  const named = [
    ...channels.map((channelId) => ({ channelId, step: null, afterSeconds: 0 })),
    ...steps.flatMap((step, index) =>
      step.channels.map((channelId) => ({ channelId, step: index + 1, afterSeconds: step.afterSeconds })),
    ),
  ];
  const first = named.filter(
    ({ channelId }, index) => named.findIndex((other) => other.channelId === channelId) === index,
  );
  return first.map((recipient) => {
    const { status = 'missing', knowsAcknowledgement = false } = byId.get(recipient.channelId) ?? {};
    return {
      ...recipient,
      obstacle: status === 'enabled' ? null : `channel-${status}`,
      knowsAcknowledgement,
    };
  });
}
