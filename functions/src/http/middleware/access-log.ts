import { createMiddleware } from 'hono/factory';
import { actorName } from '../../contracts/context.ts';
import type { ApiEnv } from '../environment.ts';
import { publicError } from '../problems/problem.ts';
import type { LogEntry, LogSeverity } from '../services.ts';

/**
 * One entry a request: who, what, how it ended, what it cost. Bodies, queries and credentials stay out; the cause of
 * a 5xx is here and nowhere in the answer.
 */
export const accessLog = createMiddleware<ApiEnv>(async (c, next) => {
  const startedAt = performance.now();
  await next();
  const { logger } = c.get('services');
  const { meter } = c.get('db');
  const identity = c.get('identity');
  const { status } = c.res;
  const path = withoutToken(c.req.path);
  const entry: LogEntry = {
    severity: severityOf(status),
    message: `${c.req.method} ${path} ${status}`,
    httpRequest: { requestMethod: c.req.method, requestUrl: path, status },
    requestId: c.get('requestId'),
    durationMs: Math.round(performance.now() - startedAt),
    documentReads: meter.reads,
    documentWrites: meter.writes,
    ...(identity === undefined ? {} : { orgId: identity.orgId, actor: actorName(identity.actor) }),
    ...(c.error === undefined ? {} : { reason: publicError(c.error).reason }),
    ...(c.error !== undefined && status >= 500 ? { error: c.error } : {}),
  };
  logger.write(entry);
});

/** Whoever has the address of a linked chart can load it. */
const withoutToken = (path: string): string => path.replace(/^(\/v1\/charts\/).+/, '$1{token}');

function severityOf(status: number): LogSeverity {
  if (status >= 500) return 'ERROR';
  return status >= 400 ? 'WARNING' : 'INFO';
}
