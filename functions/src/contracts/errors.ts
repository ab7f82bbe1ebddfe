/** The closed list of ways in which a verb can fail; the names are google.rpc.Code's. */
export const errorCodes = [
  'invalid-argument',
  'unauthenticated',
  'permission-denied',
  'not-found',
  'already-exists',
  'aborted',
  'failed-precondition',
  'resource-exhausted',
  'unavailable',
  'internal',
] as const;

export type ErrorCode = (typeof errorCodes)[number];

/** One thing wrong with the input: where (RFC 6901 JSON pointer), what was expected, and the rule that was broken. */
export interface FieldProblem {
  readonly pointer: string;
  readonly detail: string;
  /** Line of a text body (CSV, NDJSON), counted from 1. */
  readonly line?: number;
  /** Why this one is refused, where that is not what the whole failure says. */
  readonly reason?: string;
}

export interface DomainErrorOptions {
  /** Every offending field at once. */
  readonly fields?: readonly FieldProblem[];
  /** Values mentioned in the message, as members of their own, so that no client parses prose (AIP-193). */
  readonly extensions?: Readonly<Record<string, unknown>>;
  /** Seconds after which the same call may succeed. */
  readonly retryAfterSeconds?: number;
  readonly cause?: unknown;
}

/**
 * A failure that a caller can understand. `message` is public: it says what happened and what to do next.
 * It knows no HTTP; `http/problems` maps codes to statuses.
 */
export class DomainError extends Error {
  override readonly name = 'DomainError';
  readonly code: ErrorCode;
  /** A word for machines, such as `METRIC_NOT_FOUND`. Stable; documented in docs/errors. */
  readonly reason: string;
  readonly fields: readonly FieldProblem[];
  readonly extensions: Readonly<Record<string, unknown>>;
  readonly retryAfterSeconds: number | undefined;

  constructor(code: ErrorCode, reason: string, message: string, options: DomainErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.reason = reason;
    this.fields = options.fields ?? [];
    this.extensions = options.extensions ?? {};
    this.retryAfterSeconds = options.retryAfterSeconds;
  }
}

/** A resource that is not there, or belongs to somebody else: the answer is the same, so that it confirms nothing. `also` goes on from there. */
export function notFound(kind: string, id: string, also = ''): DomainError {
  return new DomainError(
    'not-found',
    `${kind.toUpperCase().replaceAll(/[^A-Z]+/g, '_')}_NOT_FOUND`,
    `no ${kind} ${JSON.stringify(id)} in this organization${also}`,
  );
}
