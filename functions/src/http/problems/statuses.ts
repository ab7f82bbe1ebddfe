import type { ErrorCode } from '../../contracts/errors.ts';

/** Statuses that the API answers failures with. */
export type ProblemStatus = 400 | 401 | 403 | 404 | 405 | 409 | 412 | 413 | 414 | 415 | 422 | 429 | 500 | 503;

/** The one table from domain codes to HTTP statuses. */
export const statusOfCode: Readonly<Record<ErrorCode, ProblemStatus>> = {
  'invalid-argument': 400,
  unauthenticated: 401,
  'permission-denied': 403,
  'not-found': 404,
  'already-exists': 409,
  aborted: 409,
  // The state of the resource is at odds with the request; 412 is for the preconditions that a client sent itself.
  'failed-precondition': 409,
  'resource-exhausted': 429,
  unavailable: 503,
  internal: 500,
};
