import type { RouteConfig } from '@hono/zod-openapi';
import type { z } from 'zod';
import { ifMatchHeaderSchema, ifNoneMatchHeaderSchema } from '../conditional/preconditions.ts';
import { idempotencyHeaderSchema } from '../idempotency/idempotency-key.ts';
import { problemSchema } from '../problems/problem-schema.ts';
import { statusOf } from '../problems/problem-type.ts';
import { type ProblemReason, problemTypes } from '../problems/registry.ts';
import type { ProblemStatus } from '../problems/statuses.ts';
import type { Access, RouteSpec } from '../routes/route-spec.ts';
import { problemExample } from './problem-example.ts';

/** The parts of a route that documentation is made of. */
type Spec = Omit<RouteSpec<never, z.ZodType, z.ZodType, unknown, unknown>, 'handle' | 'success'> & {
  readonly success: {
    readonly status: number;
    readonly description: string;
    readonly schema?: z.ZodType;
    readonly example?: unknown;
    readonly mediaType?: string;
  };
};

/** What the OpenAPI document says of a route. */
export function describeRoute(access: Access, spec: Spec): RouteConfig & { operationId: string } {
  const { method, path, operationId, tag, summary, params, query, body, success } = spec;
  return {
    method,
    path,
    operationId,
    tags: [tag],
    summary,
    description: `${spec.description}${permissionsLine(access)}`,
    security: securityOf(access),
    request: {
      ...(params === undefined ? {} : { params: params as never }),
      ...(query === undefined ? {} : { query: query as never }),
      ...headersOf(spec),
      ...(body === undefined
        ? {}
        : { body: { required: body.whenAbsent === undefined, content: body.content as never } }),
    },
    responses: {
      [success.status]: {
        description: success.description,
        ...answerHeaders(spec),
        ...contentOf(success),
      },
      ...(spec.conditional && method === 'get' ? notModified : {}),
      ...problemResponses(reasonsOf(access, spec), spec),
    },
  };
}

const hasBody = ({ schema, mediaType }: Spec['success']): boolean =>
  schema !== undefined || mediaType !== undefined;

/** Bytes have no schema: OpenAPI 3.1 says what they are by their media type alone. */
function contentOf({ schema, example, mediaType }: Spec['success']) {
  if (mediaType !== undefined) {
    const shown = example === undefined ? {} : { example };
    return { content: { [mediaType]: { schema: { type: 'string' as const }, ...shown } } };
  }
  return schema === undefined
    ? {}
    : { content: { 'application/json': { schema, example: asJson(example) } } };
}

const etagHeader = {
  headers: { ETag: { description: 'strong entity tag of this answer', schema: { type: 'string' } } },
} as const;

/** Headers that answers of the route have besides those of every answer. */
function answerHeaders({ conditional, method, success }: Spec) {
  const headers = {
    ...(conditional && hasBody(success) ? etagHeader.headers : {}),
    ...(method === 'post' ? replayedHeader : {}),
  };
  return Object.keys(headers).length > 0 ? { headers } : {};
}

const replayedHeader = {
  'Idempotent-Replayed': {
    description: '`true` where this is the first answer to this `Idempotency-Key`, given again',
    schema: { type: 'string' },
  },
} as const;

const notModified = { 304: { description: 'What the caller has is what there is.', ...etagHeader } } as const;

function headersOf({ conditional, method, answersSecret }: Spec) {
  const conditions = method === 'get' ? ifNoneMatchHeaderSchema : ifMatchHeaderSchema;
  if (method !== 'post') return conditional ? { headers: conditions } : {};
  const once = idempotencyHeaderSchema(answersSecret);
  return { headers: conditional ? once.extend(conditions.shape) : once };
}

function permissionsLine(access: Access): string {
  if (typeof access === 'string') return '';
  return `\n\nNeeds ${access.map((permission) => `\`${permission}\``).join(' and ')}.`;
}

function securityOf(access: Access): Record<string, string[]>[] {
  if (access === 'anyone') return [];
  if (access === 'person') return [{ idToken: [] }];
  if (access === 'key') return [{ apiKey: [] }, { apiKeyHeader: [] }];
  return [{ apiKey: [] }, { apiKeyHeader: [] }, { idToken: [] }];
}

const always: readonly ProblemReason[] = ['INTERNAL', 'SERVICE_UNAVAILABLE'];

const ofPersons: readonly ProblemReason[] = [
  'CREDENTIALS_MISSING',
  'ID_TOKEN_INVALID',
  'APP_CHECK_FAILED',
  'TOO_MANY_WRONG_CREDENTIALS',
];

const ofApiKeys: readonly ProblemReason[] = [
  'CREDENTIALS_MISSING',
  'API_KEY_INVALID',
  'API_KEY_EXPIRED',
  'API_KEY_ADDRESS_REFUSED',
  'TOO_MANY_WRONG_CREDENTIALS',
  'ORGANIZATION_NOT_FOUND',
  'ORGANIZATION_DISABLED',
  'ORGANIZATION_DELETING',
];

const ofMembers: readonly ProblemReason[] = [
  ...ofPersons,
  ...ofApiKeys,
  'ORGANIZATION_HEADER_MISSING',
  'PERMISSION_MISSING',
  'RATE_LIMITED',
];

const ofBodies: readonly ProblemReason[] = [
  'JSON_MALFORMED',
  'JSON_TOO_COMPLEX',
  'BODY_NOT_UTF8',
  'BODY_ENCODING_INVALID',
  'BODY_TOO_LARGE',
  'MEDIA_TYPE_UNSUPPORTED',
  'CONTENT_ENCODING_UNSUPPORTED',
];

const ofIdempotency: readonly ProblemReason[] = [
  'IDEMPOTENCY_KEY_REUSED',
  'IDEMPOTENCY_KEY_IN_USE',
  'IDEMPOTENT_ANSWER_TOO_LARGE',
];

/** Every documented reason for which the route may fail. */
function reasonsOf(access: Access, spec: Spec): ReadonlySet<ProblemReason> {
  const { params, query, body, problems = [] } = spec;
  const isChangedOnlyIf = spec.conditional === true && spec.method !== 'get';
  const isKeyed = spec.method === 'post';
  const takesInput =
    isKeyed || spec.conditional === true || params !== undefined || query !== undefined || body !== undefined;
  return new Set([
    ...(takesInput ? (['VALIDATION_FAILED'] as const) : []),
    ...(body === undefined ? [] : ofBodies),
    ...ofCallers(access, spec),
    ...problems,
    ...(isKeyed ? ofIdempotency : []),
    ...(isChangedOnlyIf ? (['RESOURCE_CHANGED'] as const) : []),
    ...always,
  ]);
}

function ofCallers(access: Access, { metrics }: Spec): readonly ProblemReason[] {
  if (access === 'anyone') return [];
  if (access === 'person') return [...ofPersons, 'ID_TOKEN_REQUIRED', 'RATE_LIMITED'];
  if (access === 'key')
    return [...ofPersons, ...ofApiKeys, 'ORGANIZATION_HEADER_MISSING', 'API_KEY_REQUIRED', 'RATE_LIMITED'];
  return metrics === undefined ? [...ofMembers, 'KEY_RESTRICTED_TO_METRICS'] : ofMembers;
}

function problemResponses(
  reasons: ReadonlySet<ProblemReason>,
  { path, method, failures }: Spec,
): RouteConfig['responses'] {
  const statusOfReason = (reason: ProblemReason): ProblemStatus => {
    const status = statusOf(problemTypes[reason]);
    return failures?.statusOf(status) ?? status;
  };
  const failureExample = (reason: ProblemReason): object => {
    const example = problemExample(reason, path);
    return failures?.bodyOf(example, method) ?? example;
  };
  const byStatus = Map.groupBy(reasons, statusOfReason);
  return Object.fromEntries(
    [...byStatus].map(([status, group]) => [
      status,
      {
        description: group.map((reason) => `\`${reason}\`: ${problemTypes[reason].title}`).join('\n\n'),
        content: {
          [failures?.mediaType ?? 'application/problem+json']: {
            schema: failures?.schema ?? problemSchema,
            examples: Object.fromEntries(
              group.map((reason) => [
                reason,
                {
                  summary: problemTypes[reason].title,
                  value: failureExample(reason),
                },
              ]),
            ),
          },
        },
      },
    ]),
  );
}

/** As the wire shows it: instants as text. */
const asJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
