import type { KeyEnvironment } from '../../contracts/api-key.ts';
import type { CallOrigin } from '../../contracts/context.ts';
import type { Deferred } from '../../contracts/deferred.ts';
import { randomId } from '../../contracts/ids.ts';
import type { TaskQueue } from '../../contracts/tasks.ts';
import type { Ctx } from '../../firestore/context.ts';
import type { Database } from '../../firestore/database.ts';
import type { AuthMemory } from './auth-memory.ts';
import { countingWrong } from './counting-wrong.ts';
import { type CredentialHeaders, readCredentials } from './credentials.ts';
import type { Warn } from './record-key-use.ts';
import { type Grant, resolveApiKey } from './resolve-api-key.ts';
import { resolveIdToken, type VerifyIdToken } from './resolve-id-token.ts';

export interface AuthenticateInput {
  readonly headers: CredentialHeaders;
  readonly db: Database;
  readonly tasks: TaskQueue;
  readonly now: Date;
  readonly verifyIdToken: VerifyIdToken;
  /** One for the life of the instance. */
  readonly memory: AuthMemory;
  readonly deferred: Deferred;
  readonly keyEnvironment?: KeyEnvironment | undefined;
  readonly requestId?: string | undefined;
  readonly origin?: CallOrigin | undefined;
  /** Lets a signed-in person act for a disabled organization, too: how it is enabled again. Keys are refused all the same. */
  readonly whileDisabled?: boolean | undefined;
  /** Hears of problems that must not fail the call; `console.warn`, which Cloud Logging collects, by default. */
  readonly warn?: Warn | undefined;
}

/**
 * Who calls, for which organization, with which permissions: the context that every verb is handed. An API key says
 * all of it; a person signs in with an ID token and names the organization in `X-Organization-Id`.
 *
 * @throws DomainError `unauthenticated` (CREDENTIALS_MISSING, API_KEY_INVALID, API_KEY_EXPIRED, ID_TOKEN_INVALID),
 *   `invalid-argument` (ORGANIZATION_HEADER_MISSING), `not-found` (ORGANIZATION_NOT_FOUND, also for who is no member),
 *   `permission-denied` (ORGANIZATION_DISABLED, API_KEY_ADDRESS_REFUSED), `resource-exhausted` (TOO_MANY_WRONG_CREDENTIALS)
 */
export async function authenticate(input: AuthenticateInput): Promise<Ctx> {
  const { db, tasks, now, keyEnvironment, memory, requestId = randomId('request'), origin } = input;
  const grant = await countingWrong(input, () => grantOf(input));
  const forgetApiKey = (hash: string) => memory.keys.delete(hash);
  return { ...grant, db, tasks, now, requestId, origin, keyEnvironment, forgetApiKey };
}

function grantOf({ headers, warn = console.warn, origin, ...rest }: AuthenticateInput): Promise<Grant> {
  const credentials = readCredentials(headers);
  const organization = headers.organization?.trim() || undefined;
  const address = origin?.address ?? null;
  switch (credentials.kind) {
    case 'api-key':
      return resolveApiKey({ ...rest, key: credentials.key, organization, address, warn });
    case 'id-token':
      rest.memory.wrongTokens.requireTry(address, rest.now);
      return resolveIdToken({ ...rest, token: credentials.token, organization });
  }
}
