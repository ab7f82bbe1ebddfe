import { TimeGptUnavailable } from '../contracts/timegpt-backend.ts';

/** A failed attempt. */
export interface Failure {
  /** Whether the same request may succeed in a moment. */
  readonly transient: boolean;
  /** Whether other requests of this account would fail alike. */
  readonly general: boolean;
  readonly error: TimeGptUnavailable;
}

/** Statuses that Nixtla's client sends the same request again after; 500 is none of them. */
const transientStatuses: readonly number[] = [408, 409, 429, 502, 503, 504];

/**
 * What an answer that is no forecast says. Payment that is missing (402, and 429 with the code A21) is not mended by
 * waiting, nor is a key that does not work. The service's own words are left out: they are not ours to publish.
 */
export function answeredFailure(status: number, body: unknown): Failure {
  const code = codeOf(body);
  const unpaid = status === 402 || code === 'A21';
  const refused = status === 401 || status === 403;
  const transient = transientStatuses.includes(status) && !unpaid;
  const said = `${status}${code === undefined ? '' : `, ${code}`}`;
  return {
    transient,
    general: unpaid || refused || transient,
    error: new TimeGptUnavailable(`${meaningOf(status, unpaid, refused)} (${said})`),
  };
}

/** No answer at all. */
export function unansweredFailure(cause: unknown): Failure {
  const late = cause instanceof Error && cause.name === 'TimeoutError';
  const message = late ? 'TimeGPT did not answer in time' : 'TimeGPT cannot be reached';
  return { transient: true, general: true, error: new TimeGptUnavailable(message) };
}

/** An answer that says it is a forecast and is not one. */
export const malformedFailure = (): Failure => ({
  transient: false,
  general: false,
  error: new TimeGptUnavailable('the answer of TimeGPT does not have the documented form'),
});

function meaningOf(status: number, unpaid: boolean, refused: boolean): string {
  if (unpaid) return 'TimeGPT asks for a payment method';
  if (refused) return 'TimeGPT refuses the API key';
  if (status === 429) return 'the limit of requests to TimeGPT is used up';
  return status < 500 ? 'TimeGPT does not take the request' : 'TimeGPT failed';
}

function codeOf(body: unknown): string | undefined {
  const code = typeof body === 'object' && body !== null && 'code' in body ? body.code : undefined;
  return typeof code === 'string' && /^[A-Z]\d{1,3}$/.test(code) ? code : undefined;
}
