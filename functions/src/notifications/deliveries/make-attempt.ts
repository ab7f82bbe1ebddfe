import { once } from 'node:events';
import type { SendResult } from '../../contracts/notifier.ts';
import type { SendByChannelRequest } from '../senders/send-by-channel.ts';
import { sendTimeoutMs } from './limits.ts';
import type { MadeAttempt } from './record-attempt.ts';

/** Sends one message by its channel, once, and answers what came of it: `sendByChannel`. */
export type SendMessage = (request: SendByChannelRequest) => Promise<SendResult>;

export interface AttemptDeps {
  readonly send: SendMessage;
  /** The time now, for durations and what is due next: an attempt goes on while `ctx.now` stands still. */
  readonly clock: () => Date;
  /** Hears of what a sender did not answer for itself. */
  readonly warn: (message: string, error: unknown) => void;
  readonly timeoutMs?: number;
}

/** One attempt to send. Whatever happens is an answer: an error that the sender did not expect may not happen again. */
export async function makeAttempt(
  deps: AttemptDeps,
  message: Omit<SendByChannelRequest, 'signal' | 'attemptAt'>,
): Promise<MadeAttempt> {
  const { send, clock, timeoutMs = sendTimeoutMs } = deps;
  const startedAt = clock();
  const signal = AbortSignal.timeout(timeoutMs);
  const late = once(signal, 'abort').then((): SendResult => noAnswerWithin(timeoutMs));
  const sending = async () => send({ ...message, attemptAt: startedAt, signal });
  const sent = sending().catch((error: unknown): SendResult => {
    deps.warn(`the sender of ${message.channel.settings.type} failed on ${message.deliveryId}`, error);
    // The message of an unknown error may name an address or a password.
    return { outcome: 'temporary', status: null, detail: 'an unexpected error; see the log' };
  });
  const result = await Promise.race([sent, late]);
  return { result, startedAt, endedAt: clock() };
}

const noAnswerWithin = (timeoutMs: number): SendResult => ({
  outcome: 'temporary',
  status: null,
  detail: `no answer within ${timeoutMs / 1_000} seconds`,
});
