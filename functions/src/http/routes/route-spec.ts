import type { z } from 'zod';
import type { NotAuditedReason } from '../../contracts/audit-log.ts';
import type { Permission } from '../../contracts/permissions.ts';
import type { Precondition } from '../../contracts/precondition.ts';
import type { FailureForm } from '../problems/failure-form.ts';
import type { ProblemReason } from '../problems/registry.ts';
import type { RequestBody } from './request-body.ts';

/** Sections of the OpenAPI document, in order. */
export const tags = {
  Service: 'Is it there, and which version?',
  Organizations: 'Tenants. Everything else belongs to one.',
  Members: 'People who belong to an organization, and those who are invited to.',
  People: 'Whoever is signed in.',
  Ingestion: 'Points into series.',
  Metrics: 'Series: what is known of each, and its points.',
  Forecasts: 'Forecasts with intervals and the evidence they rest on.',
  'Forecast jobs': 'Forecasts on a schedule.',
  Anomalies: 'Runs of surprising points, with why they were reported.',
  Charts: 'Series as pictures.',
  Alerts: 'Rules, and the episodes that they found.',
  Silences: 'Times in which nobody is told of some alerts, once or again and again.',
  Notifications: 'Where alerts are told, and what became of it.',
  TimeGPT: "Forecasts and anomalies of series sent along, in the wire format of Nixtla's TimeGPT.",
  'API keys': 'Credentials of programs.',
  'Audit log': 'Who did what to which resource, and from where.',
  Exports: 'Everything that an organization owns, as files.',
  Erasure: 'Organizations and people that are deleted, and the proof of it.',
} as const;

/** Name of a section. */
export type Tag = keyof typeof tags;

/**
 * Who may call a route: anyone, any signed-in person, any API key whatever its scopes, or a member or key that has all of
 * these permissions.
 */
export type Access = 'anyone' | 'person' | 'key' | readonly Permission[];

/** What a route answers when all goes well. */
export interface Success<R> {
  readonly status: 200 | 201 | 202;
  readonly description: string;
  readonly schema: z.ZodType<R>;
  readonly example: NoInfer<R>;
  /** Path of the resource that was made, for the `Location` header. */
  location?(answer: NoInfer<R>): string;
}

/**
 * An answer that is no JSON document: a picture, a file, lines. `conditional` routes tag what the verb answers, so that whoever has the picture
 * costs no encoding.
 */
export interface MediaSuccess<R> {
  readonly status: 200;
  readonly description: string;
  /** As it stands in `Content-Type`. */
  readonly mediaType: string;
  /** Of text, for the document. */
  readonly example?: string;
  /** `Cache-Control`; `no-store` where absent. */
  readonly cacheControl?: string;
  /** Whether pages and mail of other origins may show it. */
  readonly embeddable?: boolean;
  /** `Content-Security-Policy` of what a browser may run as a document. */
  readonly contentSecurityPolicy?: string;
  /** Headers that follow from what the verb answers. */
  headers?(answer: NoInfer<R>): Readonly<Record<string, string>>;
  /** The bytes, or the text, of what the verb answers; a stream where they are many. */
  encode(answer: NoInfer<R>): Promise<Uint8Array<ArrayBuffer>> | ReadableStream<Uint8Array> | string;
}

/** The answer without a body. */
export interface NoContent {
  readonly status: 204;
  readonly description: string;
}

type AuditAction = `${string}.${string}`;

/** What the audit log says of a call that succeeds: the action of its entry, or of each, or why there is none. */
export type Audit = AuditAction | readonly AuditAction[] | { readonly none: NotAuditedReason };

/** A route that only reads is not audited; any other says what the audit log has of it, or it does not compile. */
type MethodAndAudit =
  | { readonly method: 'get'; readonly audit?: never }
  | { readonly method: 'post' | 'patch' | 'delete'; readonly audit: Audit };

/** A route, whole: where it is, what it takes and answers, how it fails, and the verb that does the work. */
export type RouteSpec<Caller, P extends z.ZodType, Q extends z.ZodType, B, R> = MethodAndAudit &
  RouteParts<Caller, P, Q, B, R>;

interface RouteParts<Caller, P extends z.ZodType, Q extends z.ZodType, B, R> {
  /** As OpenAPI writes it: `/v1/metrics/{metricId}`. */
  readonly path: string;
  readonly operationId: string;
  readonly tag: Tag;
  readonly summary: string;
  readonly description: string;
  readonly params?: P;
  readonly query?: Q;
  /** The answer holds a secret that is shown this once: an idempotency key, which seals it, must be hard to guess. */
  readonly answersSecret?: boolean;
  /**
   * What an API key that is restricted to prefixes of metrics gets: `own`, the verb answers and takes metrics that the key may
   * touch and no other; `none`, no metric of the organization is in reach. Absent: the key is refused.
   */
  readonly metrics?: 'own' | 'none';
  /**
   * Answers an `ETag`, and heeds `If-None-Match` where it reads and `If-Match` where it changes: the verb is then given a
   * `precondition`, to be called with the resource as it is.
   */
  readonly conditional?: boolean;
  /** What a call takes of the limits of requests: 1 where absent, more where it computes. */
  readonly cost?: number;
  /** Lets a signed-in person act for a disabled organization, too. */
  readonly whileDisabled?: boolean;
  /** Lets a signed-in person act for an organization that is being deleted, too. */
  readonly whileDeleting?: boolean;
  readonly body?: RequestBody<B>;
  readonly success: Success<R> | MediaSuccess<R> | NoContent;
  /** Reasons of failure beyond those that every such route shares. */
  readonly problems?: readonly ProblemReason[];
  /** How failures are written, where clients expect another form than problem documents. */
  readonly failures?: FailureForm;
  handle(call: Call<Caller, z.output<P>, z.output<Q>, B>): Promise<R>;
}

/** What a handler is given: who calls, and each part of the request, checked. */
export interface Call<Caller, P, Q, B> {
  readonly ctx: Caller;
  readonly params: P;
  readonly query: Q;
  readonly body: B;
  /**
   * Where the request came with an idempotency key, a name for its use: the same when the request is done again because the
   * process that did it died. What a verb makes under an id of this name, it makes once.
   */
  readonly idempotencyKey: string | undefined;
  /** Only where the route is conditional, and the request has one. */
  readonly precondition: Precondition | undefined;
}
