import { DomainError, type DomainErrorOptions, type ErrorCode } from '../../contracts/errors.ts';
import type { ProblemStatus } from './statuses.ts';

/** A failure of the protocol itself (wrong method, media type, size), for which a domain has no code of its own. */
export class HttpError extends DomainError {
  readonly status: ProblemStatus;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    { status, code, reason }: { status: ProblemStatus; code: ErrorCode; reason: string },
    message: string,
    { headers = {}, ...options }: DomainErrorOptions & { headers?: Readonly<Record<string, string>> } = {},
  ) {
    super(code, reason, message, options);
    this.status = status;
    this.headers = headers;
  }
}

/** A body past the limit, before or after decoding. */
export const bodyTooLarge = (bytesMax: number): HttpError =>
  new HttpError(
    { status: 413, code: 'invalid-argument', reason: 'BODY_TOO_LARGE' },
    `the request body is larger than ${bytesMax} bytes: send it in several requests`,
    { extensions: { bodyBytesMax: bytesMax } },
  );

/** A media type that the route does not take. */
export const mediaTypeUnsupported = (received: string, accepted: readonly string[]): HttpError =>
  new HttpError(
    { status: 415, code: 'invalid-argument', reason: 'MEDIA_TYPE_UNSUPPORTED' },
    `the content type ${received === '' ? 'is missing' : `${JSON.stringify(received)} is not understood here`}: expected ${accepted.join(', ')}`,
    { extensions: { accepted }, headers: { Accept: accepted.join(', ') } },
  );

/** An address past the limit. */
export const urlTooLong = (urlLengthMax: number): HttpError =>
  new HttpError(
    { status: 414, code: 'invalid-argument', reason: 'URL_TOO_LONG' },
    `the path and query are longer than ${urlLengthMax} characters`,
    { extensions: { urlLengthMax } },
  );
