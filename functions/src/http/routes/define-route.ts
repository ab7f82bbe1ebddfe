import type { RouteConfig } from '@hono/zod-openapi';
import type { Context } from 'hono';
import type { z } from 'zod';
import { actorName } from '../../contracts/context.ts';
import { DomainError } from '../../contracts/errors.ts';
import type { Permission } from '../../contracts/permissions.ts';
import { parseOrThrow } from '../../contracts/validation.ts';
import { collection, userIdempotencyKeys } from '../../firestore/collections.ts';
import type { Ctx } from '../../firestore/context.ts';
import type { UserCtx } from '../../operator/auth/authenticate-user.ts';
import type { KeySpace } from '../../operator/idempotency/key-space.ts';
import { requireEveryMetric } from '../../operator/rbac/metric-access.ts';
import { requirePermission } from '../../operator/rbac/require-permission.ts';
import { type ReceivedBody, receiveBody } from '../body/received-body.ts';
import { etagOf } from '../conditional/etag.ts';
import { isKnownToCaller, preconditionOf } from '../conditional/preconditions.ts';
import type { ApiEnv, PublicCall } from '../environment.ts';
import { answerOnce } from '../idempotency/answer-once.ts';
import { idempotencyKeyOf } from '../idempotency/idempotency-key.ts';
import { identifyMember, identifyPerson } from '../identify.ts';
import { smallBodyBytesMax } from '../limits.ts';
import { describeRoute } from '../openapi/describe-route.ts';
import { mediaAnswer } from './media-answer.ts';
import type { Access, Audit, RouteSpec } from './route-spec.ts';

/** A route as the app mounts it, the OpenAPI document shows it and the isolation matrix attacks it. */
export interface ApiRoute {
  readonly access: Access;
  /** Undefined for those that only read. */
  readonly audit: Audit | undefined;
  /** What keys get that are restricted to prefixes of metrics; they are refused where absent. */
  readonly metrics?: 'own' | 'none' | undefined;
  readonly config: RouteConfig & { readonly operationId: string };
  handler(c: Context<ApiEnv>): Promise<Response>;
}

/** How a kind of route finds its caller, and where it keeps the idempotency keys of one. */
interface Callers<Caller> {
  identify(c: Context<ApiEnv>): Promise<Caller>;
  keySpaceOf?(caller: Caller): KeySpace;
}

/** A route that acts for an organization. The permissions are required before a body is read, and again by the verb. */
export function memberRoute<P extends z.ZodType, Q extends z.ZodType, B, R>(
  permissions: readonly Permission[],
  spec: RouteSpec<Ctx, P, Q, B, R>,
): ApiRoute {
  return buildRoute(permissions, spec, {
    identify: async (c) => {
      const ctx = await identifyMember(c, spec);
      for (const permission of permissions) requirePermission(ctx, permission);
      if (spec.metrics === undefined) requireEveryMetric(ctx);
      return ctx;
    },
    keySpaceOf: keySpaceOfMember,
  });
}

/** A route that tells an API key about itself. */
export function keyRoute<P extends z.ZodType, Q extends z.ZodType, B, R>(
  spec: RouteSpec<Ctx, P, Q, B, R>,
): ApiRoute {
  return buildRoute('key', spec, { identify: identifyMember, keySpaceOf: keySpaceOfMember });
}

/** A route for a signed-in person who acts for no organization yet. */
export function personRoute<P extends z.ZodType, Q extends z.ZodType, B, R>(
  spec: RouteSpec<UserCtx, P, Q, B, R>,
): ApiRoute {
  return buildRoute('person', spec, {
    identify: identifyPerson,
    keySpaceOf: ({ db, user: { uid }, now }) => ({
      keys: userIdempotencyKeys(db.firestore, uid),
      caller: actorName({ type: 'user', id: uid }),
      db,
      now,
    }),
  });
}

/** A route that asks for no credentials. Its handler gets the services. */
export function publicRoute<P extends z.ZodType, Q extends z.ZodType, B, R>(
  spec: RouteSpec<PublicCall, P, Q, B, R>,
): ApiRoute {
  return buildRoute('anyone', spec, {
    identify: async (c) => ({ ...c.get('services'), db: c.get('db'), pictures: c.get('linkedPictures') }),
  });
}

/** Where the keys of a member, or of an API key, live. */
const keySpaceOfMember = ({ db, orgId, actor, now }: Ctx): KeySpace => ({
  keys: collection(db.firestore, orgId, 'idempotency_keys'),
  caller: actorName(actor),
  db,
  now,
});

function buildRoute<Caller, P extends z.ZodType, Q extends z.ZodType, B, R>(
  access: Access,
  spec: RouteSpec<Caller, P, Q, B, R>,
  { identify, keySpaceOf }: Callers<Caller>,
): ApiRoute {
  return {
    access,
    audit: spec.audit,
    metrics: spec.metrics,
    config: describeRoute(access, spec),
    handler: async (c) => {
      c.set('failureForm', spec.failures);
      c.set('requestCost', spec.cost);
      const ctx = await identify(c);
      const params = checked(spec.params, c.req.param(), 'path');
      const query = checked(spec.query, queryOf(c), 'query');
      const precondition = spec.conditional ? preconditionOf(c) : undefined;
      const key = spec.method === 'post' ? idempotencyKeyOf(c, spec.answersSecret) : undefined;
      const received = await receivedOf(spec, c);
      const body = received === undefined ? (undefined as B) : (spec.body?.read(received) as B);
      const answer = async (idempotencyKey?: string) =>
        respond(c, spec, await spec.handle({ ctx, params, query, body, idempotencyKey, precondition }));
      if (key === undefined || keySpaceOf === undefined) return answer();
      return answerOnce(c, { key, space: keySpaceOf(ctx), body: received }, answer);
    },
  };
}

async function respond<Caller, P extends z.ZodType, Q extends z.ZodType, B, R>(
  c: Context<ApiEnv>,
  { success, conditional }: RouteSpec<Caller, P, Q, B, R>,
  answer: R,
): Promise<Response> {
  if (success.status === 204) return c.body(null, 204);
  const isKnown = conditional === true && tag(c, answer as object);
  if ('mediaType' in success) return mediaAnswer(c, answer, success, isKnown);
  const { status, location } = success;
  if (location !== undefined) c.header('Location', location(answer));
  return isKnown ? c.body(null, 304) : c.json(answer as object, status);
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

/** The body as it came, or what stands for one that did not; undefined where the route takes none. */
async function receivedOf<Caller, P extends z.ZodType, Q extends z.ZodType, B, R>(
  { body }: RouteSpec<Caller, P, Q, B, R>,
  c: Context<ApiEnv>,
): Promise<ReceivedBody | undefined> {
  if (body === undefined) return undefined;
  const { content, whenAbsent, bytesMax = smallBodyBytesMax } = body;
  if (whenAbsent !== undefined && c.req.header('content-type') === undefined) return whenAbsent;
  return receiveBody(c, { mediaTypes: Object.keys(content), bytesMax });
}

/** The query as an object; a parameter that is given twice is a list, which few schemas take. */
function queryOf(c: Context<ApiEnv>): Record<string, string | string[] | undefined> {
  const { searchParams } = new URL(c.req.url);
  const byName = Map.groupBy(searchParams, ([name]) => name);
  // Schemas pass over this name, and the framework's own parser sets a prototype by it.
  if (byName.has('__proto__')) throw unknownParameter('__proto__');
  return Object.fromEntries(
    [...byName].map(([name, pairs]) => [
      name,
      pairs.length === 1 ? pairs[0]?.[1] : pairs.map(([, value]) => value),
    ]),
  );
}

function unknownParameter(name: string): DomainError {
  const detail = 'unknown field: expected one of the documented fields';
  return new DomainError(
    'invalid-argument',
    'VALIDATION_FAILED',
    `the query is not valid: /${name}: ${detail}`,
    {
      fields: [{ pointer: `/${name}`, detail }],
    },
  );
}
