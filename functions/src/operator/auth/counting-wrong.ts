import type { CallOrigin } from '../../contracts/context.ts';
import { DomainError } from '../../contracts/errors.ts';
import type { AuthMemory } from './auth-memory.ts';

/** Whose tries are counted, and when. */
export interface Attempt {
  readonly memory: AuthMemory;
  readonly now: Date;
  readonly origin?: CallOrigin | undefined;
}

/**
 * Does what finds out who calls, and takes a try from the address where the credentials turn out to be wrong: malformed, unknown,
 * revoked or forged. Expired ones, and those that may do less than was asked, are somebody's.
 *
 * @throws DomainError as `find` does, but `resource-exhausted` instead of the wrong credentials of an address without a try left
 */
export async function countingWrong<T>({ memory, now, origin }: Attempt, find: () => Promise<T>): Promise<T> {
  try {
    return await find();
  } catch (error) {
    const reason = error instanceof DomainError ? error.reason : undefined;
    const address = origin?.address ?? null;
    if (reason === 'API_KEY_INVALID') memory.wrongKeys.count(address, now);
    if (reason === 'ID_TOKEN_INVALID') memory.wrongTokens.count(address, now);
    throw error;
  }
}
