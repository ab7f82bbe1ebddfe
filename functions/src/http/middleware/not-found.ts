import type { Context } from 'hono';
import type { ApiEnv } from '../environment.ts';
import { HttpError } from '../problems/http-error.ts';
import { respondProblem } from '../problems/respond.ts';

/** A path and method that the app serves; `/v1/metrics/:metricId` as Hono writes paths. */
export interface ServedPath {
  readonly method: string;
  readonly path: string;
}

/** Answers what no route took: 405 with `Allow` where the path has other methods, 404 else. */
export function notFoundHandler(served: readonly ServedPath[]): (c: Context<ApiEnv>) => Response {
  const patterns = served.map(({ method, path }) => ({
    method: method.toUpperCase(),
    pattern: new RegExp(`^${path.replaceAll('.', '\\.').replaceAll(/:[A-Za-z]+/g, '[^/]+')}$`),
  }));
  return (c) => {
    const methods = patterns.filter(({ pattern }) => pattern.test(c.req.path)).map(({ method }) => method);
    const { method } = c.req;
    const taken = methods.includes(method === 'HEAD' ? 'GET' : method);
    c.error = methods.length > 0 && !taken ? methodNotAllowed(method, methods) : routeNotFound(c.req.path);
    return respondProblem(c, c.error);
  };
}

function methodNotAllowed(method: string, methods: readonly string[]): HttpError {
  const allowed = [...new Set(methods.flatMap((name) => (name === 'GET' ? ['GET', 'HEAD'] : [name])))];
  return new HttpError(
    { status: 405, code: 'invalid-argument', reason: 'METHOD_NOT_ALLOWED' },
    `this path does not take ${method}: expected ${allowed.join(', ')}`,
    { extensions: { allowed }, headers: { Allow: allowed.join(', ') } },
  );
}

const routeNotFound = (path: string): HttpError =>
  new HttpError(
    { status: 404, code: 'not-found', reason: 'ROUTE_NOT_FOUND' },
    `there is nothing at ${path}: the OpenAPI document at /openapi.json lists every path`,
  );
