import type { Identity } from '../contracts/context.ts';
import type { UsageAccount } from '../contracts/usage-account.ts';
import type { Database } from '../firestore/database.ts';
import type { AuthMemory } from '../operator/auth/auth-memory.ts';
import type { RateLimit } from '../operator/limits/admit-request.ts';
import type { LinkedPictures } from './linked-pictures.ts';
import type { FailureForm } from './problems/failure-form.ts';
import type { Services } from './services.ts';

/** What the Node side knows of a request and the Fetch API does not show. */
export interface Bindings {
  /** The host has undone the content coding of the body already; its `Content-Encoding` header is history. */
  readonly bodyDecoded?: boolean;
  /** The other end of the connection. */
  readonly remoteAddress?: string | undefined;
}

/** What middleware leaves for handlers. */
export interface Variables {
  services: Services;
  requestId: string;
  /** Counts what this request reads and writes. */
  db: Database;
  /** Lives as long as the instance. */
  authMemory: AuthMemory;
  /** Lives as long as the instance. */
  linkedPictures: LinkedPictures;
  /** Set once the caller is known, for the log. */
  identity: Identity | undefined;
  /** Set once the caller is known. */
  usage: UsageAccount | undefined;
  /** What the route takes of the limits of requests; 1 where it does not say. */
  requestCost: number | undefined;
  /** How the limits of the caller stand, once it is known. */
  rateLimits: readonly RateLimit[] | undefined;
  /** How the route writes its failures; problem documents unless it says otherwise. */
  failureForm: FailureForm | undefined;
}

/** What a route is given that asks nobody for credentials. */
export interface PublicCall extends Services {
  readonly db: Database;
  readonly pictures: LinkedPictures;
}

/** Hono's environment of this API. */
export interface ApiEnv {
  Bindings: Bindings;
  Variables: Variables;
}
