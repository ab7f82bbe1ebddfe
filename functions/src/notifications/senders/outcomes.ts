import type { SendResult } from '../../contracts/notifier.ts';
import { excerpt } from '../outbound/excerpt.ts';
import { type PostAnswer, timeoutMs } from '../outbound/guarded-post.ts';
import { TargetRefused } from '../outbound/outbound-policy.ts';
import { retryAfterSeconds } from '../outbound/retry-after.ts';

/** An answer in words: its status and how it begins, without the secrets that it may repeat. */
export function describeAnswer({ status, text }: PostAnswer, secrets: readonly string[]): string {
  const beginning = excerpt(text, secrets);
  return beginning === '' ? `answered ${status}` : `answered ${status}: ${beginning}`;
}

/** A failure that may be over later, with when the other side wants to be asked again. */
export function temporary(answer: PostAnswer, detail: string, attemptAt: Date): SendResult {
  const seconds = retryAfterSeconds(answer.headers['retry-after'], attemptAt);
  return {
    outcome: 'temporary',
    status: answer.status,
    detail,
    ...(seconds === undefined ? {} : { retryAfterSeconds: seconds }),
  };
}

/** Codes of Node's errors in words. Their messages name addresses, which may be secrets, and are left out. */
const causes: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'the connection was refused',
  ECONNRESET: 'the connection was closed before an answer came',
  EPIPE: 'the connection was closed before an answer came',
  ENOTFOUND: 'its name is not found',
  EAI_AGAIN: 'its name cannot be resolved at the moment',
  ETIMEDOUT: 'the connection could not be made in time',
  EHOSTUNREACH: 'it cannot be reached',
  ENETUNREACH: 'it cannot be reached',
};

/** No answer: refused by us, for good; or by the network, for now. */
export function unanswered(error: unknown): SendResult {
  if (error instanceof TargetRefused) {
    return { outcome: 'permanent', status: null, detail: `not sent: ${error.message}` };
  }
  return { outcome: 'temporary', status: null, detail: describeFailure(error) };
}

function describeFailure(error: unknown): string {
  if (!(error instanceof Error)) return 'no answer';
  if (error.name === 'TimeoutError') return `no answer within ${timeoutMs / 1_000} seconds`;
  if (error.name === 'AbortError') return 'stopped before an answer came';
  const code = 'code' in error && typeof error.code === 'string' ? error.code : 'unknown';
  return Object.hasOwn(causes, code) ? `no answer: ${causes[code]}` : `no answer (${code})`;
}
