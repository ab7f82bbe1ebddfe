import type { CallOrigin } from '../../contracts/context.ts';
import { DomainError } from '../../contracts/errors.ts';
import { randomId } from '../../contracts/ids.ts';
import type { Database } from '../../firestore/database.ts';
import type { AuthMemory } from './auth-memory.ts';
import { countingWrong } from './counting-wrong.ts';
import { type CredentialHeaders, readCredentials } from './credentials.ts';
import { type SignedInUser, type VerifyIdToken, verifiedUser } from './resolve-id-token.ts';

/** The context of a person who acts for no organization yet. */
export interface UserCtx {
  readonly user: SignedInUser;
  readonly db: Database;
  readonly now: Date;
  readonly requestId: string;
  readonly origin?: CallOrigin | undefined;
}

export interface AuthenticateUserInput {
  readonly headers: CredentialHeaders;
  readonly db: Database;
  readonly now: Date;
  readonly verifyIdToken: VerifyIdToken;
  /** One for the life of the instance. */
  readonly memory: AuthMemory;
  readonly requestId?: string | undefined;
  readonly origin?: CallOrigin | undefined;
}

/** Who is signed in, for calls that come before any organization. An API key belongs to one already and will not do. */
export async function authenticateUser(input: AuthenticateUserInput): Promise<UserCtx> {
  const { db, now, requestId = randomId('request'), origin } = input;
  return { user: await countingWrong(input, () => userOf(input)), db, now, requestId, origin };
}

async function userOf({ headers, memory, now, origin, verifyIdToken }: AuthenticateUserInput) {
  const credentials = readCredentials(headers);
  if (credentials.kind === 'api-key') throw idTokenRequired();
  memory.wrongTokens.requireTry(origin?.address ?? null, now);
  return verifiedUser(verifyIdToken, credentials.token);
}

const idTokenRequired = () =>
  new DomainError(
    'unauthenticated',
    'ID_TOKEN_REQUIRED',
    'this call is for a signed-in person: send a Firebase ID token as "Authorization: Bearer …" instead of an API key',
  );
