import { createMiddleware } from 'hono/factory';
import type { ApiEnv } from '../environment.ts';

/** Counts the call and what it read and wrote for the organization that it was for, in the memory of the instance. */
export const countUsage = createMiddleware<ApiEnv>(async (c, next) => {
  await next();
  const { meter } = c.get('db');
  c.get('usage')?.count({ requests: 1, documentReads: meter.reads, documentWrites: meter.writes });
});
