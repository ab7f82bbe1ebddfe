import type { ProblemType } from '../problem-type.ts';

/** What can be wrong with an `Idempotency-Key`. */
export const idempotencyProblems = {
  IDEMPOTENCY_KEY_REUSED: {
    title: 'The idempotency key came with another request before',
    code: 'invalid-argument',
    status: 422,
    happened:
      'The same caller sent this `Idempotency-Key` less than 24 hours ago with another method, path, query, content type or body. Nothing was done.',
    fix: [
      'Make a new random key for each request, and send it again only when you repeat that request.',
      'To repeat a request, send the very same bytes: the same JSON written otherwise is another body.',
    ],
    mistakes: [
      'A key that names the client or the day rather than the request.',
      'A body with a time of sending in it, which differs on each attempt.',
    ],
  },
  IDEMPOTENCY_KEY_IN_USE: {
    title: 'A request with this idempotency key is under way',
    code: 'aborted',
    happened:
      'Another request with this `Idempotency-Key` has not been answered yet, or died less than three minutes ago. Nothing was done by this one.',
    fix: [
      'Wait as long as `Retry-After` says and send the same request again: it gets the answer of the first.',
    ],
    mistakes: ['A client that times out and repeats at once, without waiting.'],
  },
  IDEMPOTENT_ANSWER_TOO_LARGE: {
    title: 'The first answer is too large to be given again',
    code: 'failed-precondition',
    happened:
      'The request was done before under this `Idempotency-Key`, and answered with `answeredStatus`. Its answer, compressed, was larger than a document may be. Nothing was done again.',
    fix: [
      'Read what was made: forecasts are listed by `GET /v1/forecasts`.',
      'To have the work done again, send the request with a new key.',
    ],
  },
} as const satisfies Readonly<Record<string, ProblemType>>;
