import type { Context } from 'hono';
import type { ApiEnv } from '../environment.ts';
import { problemBody, problemHeaders, problemStatus, publicError } from './problem.ts';

/** Answers a failure, whatever was thrown, as a problem document. */
export function respondProblem(c: Context<ApiEnv>, error: unknown): Response {
  const known = publicError(error);
  const body = problemBody(known, {
    path: c.req.path,
    requestId: c.get('requestId'),
    baseUrl: c.get('services').publicUrl ?? '',
  });
  return c.body(JSON.stringify(body), problemStatus(known), problemHeaders(known));
}
