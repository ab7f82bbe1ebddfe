import { createMiddleware } from 'hono/factory';
import type { RateLimit } from '../../operator/limits/admit-request.ts';
import type { ApiEnv } from '../environment.ts';

/**
 * Says on every answer to a known caller how its limits stand: `RateLimit-Policy` and `RateLimit` of
 * draft-ietf-httpapi-ratelimit-headers (09, March 2025), lists of structured fields.
 */
export const rateLimitHeaders = createMiddleware<ApiEnv>(async (c, next) => {
  await next();
  const limits = c.get('rateLimits');
  if (limits === undefined) return;
  c.header('RateLimit-Policy', limits.map(policy).join(', '));
  c.header('RateLimit', limits.map(standing).join(', '));
});

const policy = ({ name, limit, rate }: RateLimit): string =>
  `"${name}";q=${limit};w=${rate.windowMs / 1_000}`;

/** `r`: what is left now; `t`: seconds until all of it is there again. */
const standing = ({ name, verdict: { remaining, resetMs } }: RateLimit): string =>
  `"${name}";r=${remaining};t=${Math.ceil(resetMs / 1_000)}`;
