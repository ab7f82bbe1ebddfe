import { DomainError } from '../../contracts/errors.ts';
import { HttpError } from './http-error.ts';
import type { Problem } from './problem-schema.ts';
import { statusOf } from './problem-type.ts';
import { findProblemType } from './registry.ts';
import { type ProblemStatus, statusOfCode } from './statuses.ts';

/** Where a failure happened, and where its page is. */
export interface Occurrence {
  readonly path: string;
  readonly requestId: string;
  /** In front of `/errors/{reason}`; the empty string makes the type a relative reference. */
  readonly baseUrl: string;
}

/** gRPC codes with which Firestore says "not now": deadline exceeded, resource exhausted, unavailable. */
const transientGrpcCodes: readonly unknown[] = [4, 8, 14];

const retryAfterDefaultSeconds = 5;

/** `error` itself where a caller can understand it; else an error that says nothing of the original but when to come back. */
export function publicError(error: unknown): DomainError {
  if (error instanceof DomainError) return error;
  if (error instanceof Error && transientGrpcCodes.includes((error as Error & { code?: unknown }).code)) {
    return new DomainError(
      'unavailable',
      'SERVICE_UNAVAILABLE',
      'the store does not answer for the moment: send the same request again later',
      { retryAfterSeconds: retryAfterDefaultSeconds, cause: error },
    );
  }
  return new DomainError(
    'internal',
    'INTERNAL',
    'something went wrong on our side: report the request id if it happens again',
    { cause: error },
  );
}

/** The status of an error: its own, that of its documented type, or that of its code. */
export function problemStatus(error: DomainError): ProblemStatus {
  if (error instanceof HttpError) return error.status;
  const type = findProblemType(error.reason);
  return type === undefined ? statusOfCode[error.code] : statusOf(type);
}

/** The body that says what went wrong. Members named in the message come along as members of their own. */
export function problemBody(error: DomainError, { path, requestId, baseUrl }: Occurrence): Problem {
  const type = findProblemType(error.reason);
  return {
    ...error.extensions,
    type: type === undefined ? 'about:blank' : `${baseUrl}/errors/${error.reason}`,
    title: type?.title ?? error.code,
    status: problemStatus(error),
    detail: error.message,
    instance: path,
    reason: error.reason,
    requestId,
    ...(error.fields.length > 0 ? { errors: [...error.fields] } : {}),
  };
}

/** Headers that belong to an error: when to try again, how to authenticate, what would have been accepted. */
export function problemHeaders(error: DomainError): Record<string, string> {
  const headers: Record<string, string> = { 'Content-Type': 'application/problem+json; charset=utf-8' };
  const retryAfter =
    error.retryAfterSeconds ?? (error.code === 'unavailable' ? retryAfterDefaultSeconds : undefined);
  if (retryAfter !== undefined) headers['Retry-After'] = String(Math.max(0, Math.ceil(retryAfter)));
  if (error.code === 'unauthenticated') headers['WWW-Authenticate'] = 'Bearer realm="intentvision"';
  return error instanceof HttpError ? { ...headers, ...error.headers } : headers;
}
