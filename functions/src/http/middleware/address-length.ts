import { createMiddleware } from 'hono/factory';
import type { ApiEnv } from '../environment.ts';
import { urlLengthMax } from '../limits.ts';
import { urlTooLong } from '../problems/http-error.ts';

/** Refuses an address that is longer than any of ours, before it is taken apart. Node bounds headers (16 KiB) by itself. */
export const addressLength = createMiddleware<ApiEnv>(async (c, next) => {
  if (c.req.url.length > urlLengthMax) throw urlTooLong(urlLengthMax);
  await next();
});
