import { createMiddleware } from 'hono/factory';
import { randomId } from '../../contracts/ids.ts';
import type { ApiEnv } from '../environment.ts';

/** What a caller may choose: nothing that could break a log line or a header. */
const acceptable = /^[A-Za-z0-9._:-]{1,128}$/;

/** Names the request, by the caller's own `X-Request-Id` where that is well formed, and says the name in the answer. */
export const requestId = createMiddleware<ApiEnv>(async (c, next) => {
  const given = c.req.header('x-request-id') ?? '';
  const id = acceptable.test(given) ? given : randomId('request');
  c.set('requestId', id);
  await next();
  c.header('X-Request-Id', id);
});
