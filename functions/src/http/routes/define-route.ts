import type { RouteConfig } from '@hono/zod-openapi';
import type { Context } from 'hono';
import type { z } from 'zod';
import type { Permission } from '../../contracts/permissions.ts';
import { parseOrThrow } from '../../contracts/validation.ts';
import type { Ctx } from '../../firestore/context.ts';
import type { UserCtx } from '../../operator/auth/authenticate-user.ts';
import { requirePermission } from '../../operator/rbac/require-permission.ts';
import { receiveBody } from '../body/received-body.ts';
import { etagOf } from '../conditional/etag.ts';
import { isKnownToCaller, preconditionOf } from '../conditional/preconditions.ts';
import type { ApiEnv, PublicCall } from '../environment.ts';
import { idempotencyKeyOf } from '../idempotency-key.ts';
import { identifyMember, identifyPerson } from '../identify.ts';
import { describeRoute } from '../openapi/describe-route.ts';
import { mediaAnswer } from './media-answer.ts';
import type { Access, Audit, RouteSpec } from './route-spec.ts';

/** A route as the app mounts it, the OpenAPI document shows it and the security suite attacks it. */
export interface ApiRoute {
  readonly access: Access;
  /** Undefined for those that only read. */
  readonly audit: Audit | undefined;
  readonly config: RouteConfig & { readonly operationId: string };
  handler(c: Context<ApiEnv>): Promise<Response>;
}

type Identify<Caller> = (c: Context<ApiEnv>) => Promise<Caller>;

/** A route that acts for an organization. The permissions are required before a body is read, and again by the verb. */
export function memberRoute<P extends z.ZodType, Q extends z.ZodType, B, R>(
  permissions: readonly Permission[],
  spec: RouteSpec<Ctx, P, Q, B, R>,
): ApiRoute {
  return buildRoute(permissions, spec, async (c) => {
    const ctx = await identifyMember(c);
    for (const permission of permissions) requirePermission(ctx, permission);
    return ctx;
  });
}

/** A route for a signed-in person who acts for no organization yet. */
export function personRoute<P extends z.ZodType, Q extends z.ZodType, B, R>(
  spec: RouteSpec<UserCtx, P, Q, B, R>,
): ApiRoute {
  return buildRoute('person', spec, identifyPerson);
}

/** A route that asks for no credentials. Its handler gets the services. */
export function publicRoute<P extends z.ZodType, Q extends z.ZodType, B, R>(
  spec: RouteSpec<PublicCall, P, Q, B, R>,
): ApiRoute {
  return buildRoute('anyone', spec, async (c) => ({
    ...c.get('services'),
    db: c.get('db'),
    pictures: c.get('linkedPictures'),
  }));
}

function buildRoute<Caller, P extends z.ZodType, Q extends z.ZodType, B, R>(
  access: Access,
  spec: RouteSpec<Caller, P, Q, B, R>,
  identify: Identify<Caller>,
): ApiRoute {
  return {
    access,
    audit: spec.audit,
    config: describeRoute(access, spec),
    handler: async (c) => {
      c.set('failureForm', spec.failures);
      const ctx = await identify(c);
      const params = checked(spec.params, c.req.param(), 'path');
      const query = checked(spec.query, queryOf(c), 'query');
      const idempotencyKey = spec.idempotent ? idempotencyKeyOf(c) : undefined;
      const precondition = spec.conditional ? preconditionOf(c) : undefined;
      const body = await bodyOf(spec, c);
      const answer = await spec.handle({ ctx, params, query, body, idempotencyKey, precondition });
      if (spec.success.status === 204) return c.body(null, 204);
      const isKnown = spec.conditional === true && tag(c, answer as object);
      if ('mediaType' in spec.success) return mediaAnswer(c, answer, spec.success, isKnown);
      const { status, location } = spec.success;
      if (location !== undefined) c.header('Location', location(answer));
      return isKnown ? c.body(null, 304) : c.json(answer as object, status);
    },
  };
}

/** Sets the `ETag` of an answer, and says whether the caller has it already. */
function tag(c: Context<ApiEnv>, answer: object): boolean {
  const etag = etagOf(answer);
  c.header('ETag', etag);
  return c.req.method === 'GET' && isKnownToCaller(c, etag);
}

/** A part that a route does not declare is undefined, which is also what its handler's type says of it. */
function checked<T extends z.ZodType>(schema: T | undefined, value: unknown, what: string): z.output<T> {
  return schema === undefined ? (undefined as z.output<T>) : parseOrThrow(schema, value, what);
}

async function bodyOf<Caller, P extends z.ZodType, Q extends z.ZodType, B, R>(
  { body }: RouteSpec<Caller, P, Q, B, R>,
  c: Context<ApiEnv>,
): Promise<B> {
  if (body === undefined) return undefined as B;
  const { content, whenAbsent } = body;
  if (whenAbsent !== undefined && c.req.header('content-type') === undefined) return body.read(whenAbsent);
  return body.read(await receiveBody(c, Object.keys(content)));
}

/** The query as an object; a parameter that is given twice is a list, which few schemas take. */
function queryOf(c: Context<ApiEnv>): Record<string, string | string[] | undefined> {
  return Object.fromEntries(
    Object.entries(c.req.queries()).map(([name, values]) => [name, values.length === 1 ? values[0] : values]),
  );
}
