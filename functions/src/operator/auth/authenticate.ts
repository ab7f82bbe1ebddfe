import type { CallOrigin } from '../../contracts/context.ts';
import { randomId } from '../../contracts/ids.ts';
import type { TaskQueue } from '../../contracts/tasks.ts';
import type { Ctx } from '../../firestore/context.ts';
import type { Database } from '../../firestore/database.ts';
import { type CredentialHeaders, readCredentials } from './credentials.ts';
import type { Warn } from './record-key-use.ts';
import { type ApiKeyCache, type Grant, resolveApiKey } from './resolve-api-key.ts';
import { resolveIdToken, type VerifyIdToken } from './resolve-id-token.ts';

export interface AuthenticateInput {
  readonly headers: CredentialHeaders;
  readonly db: Database;
  readonly tasks: TaskQueue;
  readonly now: Date;
  readonly verifyIdToken: VerifyIdToken;
  /** One for the life of the instance. */
  readonly cache: ApiKeyCache;
  /** Lets members act also for an organization that is not active. */
  readonly anyStatus?: boolean | undefined;
  readonly requestId?: string | undefined;
  readonly origin?: CallOrigin | undefined;
  /** Hears of problems that must not fail the call; `console.warn`, which Cloud Logging collects, by default. */
  readonly warn?: Warn | undefined;
}

/**
 * Who calls, for which organization, with which permissions: the context that every verb is handed. An API key says
 * all of it; a person signs in with an ID token and names the organization in `X-Organization-Id`.
 *
 * @throws DomainError `unauthenticated` (CREDENTIALS_MISSING, API_KEY_INVALID, API_KEY_EXPIRED, ID_TOKEN_INVALID),
 *   `invalid-argument` (ORGANIZATION_HEADER_MISSING), `not-found` (ORGANIZATION_NOT_FOUND, also for who is no member),
 *   `permission-denied` (ORGANIZATION_DISABLED, ORGANIZATION_DELETING)
 */
export async function authenticate(input: AuthenticateInput): Promise<Ctx> {
  const { db, tasks, now, requestId = randomId('request'), origin } = input;
  return { ...(await grantOf(input)), db, tasks, now, requestId, origin };
}

function grantOf({ headers, warn = console.warn, ...rest }: AuthenticateInput): Promise<Grant> {
  const credentials = readCredentials(headers);
  const organization = headers.organization?.trim() || undefined;
  switch (credentials.kind) {
    case 'api-key':
      return resolveApiKey({ ...rest, key: credentials.key, organization, warn });
    case 'id-token':
      return resolveIdToken({ ...rest, token: credentials.token, organization });
  }
}
