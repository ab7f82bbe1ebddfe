import type { MiddlewareHandler } from 'hono';
import { cors } from 'hono/cors';
import type { ApiEnv } from '../environment.ts';

/** Headers that a page may send: credentials stand in them and never in cookies. */
const allowHeaders = [
  'Authorization',
  'Content-Encoding',
  'Content-Type',
  'Idempotency-Key',
  'If-Match',
  'If-None-Match',
  'X-Api-Key',
  'X-Firebase-AppCheck',
  'X-Organization-Id',
  'X-Request-Id',
];

/** Headers of answers that a page may read. */
const exposeHeaders = [
  'ETag',
  'Idempotent-Replayed',
  'Location',
  'RateLimit',
  'RateLimit-Policy',
  'Retry-After',
  'X-Request-Id',
];

/** How long browsers believe a preflight; Chrome's own limit is two hours. */
const maxAgeSeconds = 3_600;

/**
 * Lets pages of the given origins, and of no others, call the API and read its answers (CORS, in the Fetch standard). What
 * such a page may do, its credentials say; the browser is never told to send any of its own.
 */
export function crossOrigin(origins: readonly string[]): MiddlewareHandler<ApiEnv> {
  const answer = cors({
    origin: [...origins],
    allowMethods: ['GET', 'HEAD', 'POST', 'PATCH', 'DELETE'],
    allowHeaders,
    exposeHeaders,
    maxAge: maxAgeSeconds,
  });
  return async (c, next) => {
    const isOther = c.req.method === 'OPTIONS' && c.req.header('access-control-request-method') === undefined;
    return isOther ? next() : answer(c, next);
  };
}
