import type { Context } from 'hono';
import type { ApiEnv } from '../environment.ts';
import { problemBody, problemHeaders, problemStatus, publicError } from './problem.ts';

/** Answers a failure, whatever was thrown, as a problem document, or in the form that clients of the route expect. */
export function respondProblem(c: Context<ApiEnv>, error: unknown): Response {
  const known = publicError(error);
  const body = problemBody(known, {
    path: c.req.path,
    requestId: c.get('requestId'),
    baseUrl: c.get('services').publicUrl ?? '',
  });
  const headers = problemHeaders(known);
  const status = problemStatus(known);
  const form = c.get('failureForm');
  if (form === undefined) return c.body(JSON.stringify(body), status, headers);
  const other = form.bodyOf(body, c.req.method);
  return c.body(JSON.stringify(other), form.statusOf(status), { ...headers, 'Content-Type': form.mediaType });
}
