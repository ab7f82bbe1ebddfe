import type { DomainError, ErrorCode } from '../../contracts/errors.ts';

/** Whether each kind of failure is the answer of a request that was done, and so is given again. */
const kept: Readonly<Record<ErrorCode, boolean>> = {
  // Nothing was done: the request, corrected or repeated, is a first one.
  'invalid-argument': false,
  unauthenticated: false,
  'permission-denied': false,
  aborted: false,
  'resource-exhausted': false,
  unavailable: false,
  // The request was looked at by its verb; of a 500 nobody knows how far it came.
  'not-found': true,
  'already-exists': true,
  'failed-precondition': true,
  internal: true,
};

/** Whether a failure is kept under an idempotency key, as Stripe does from when on a request begins to execute. */
export const isKept = ({ code }: DomainError): boolean => kept[code];
