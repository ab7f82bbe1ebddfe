import { type ProfileResponse, updateProfileRequestSchema } from '../../contracts/user.ts';
import { parseOrThrow } from '../../contracts/validation.ts';
import { userDocument } from '../../firestore/collections.ts';
import type { UserCtx } from '../auth/authenticate-user.ts';
import { profileResponse } from './get-profile.ts';
import { knownAddress, newProfile } from './new-profile.ts';

/**
 * Changes what the signed-in person says of herself, and makes a profile where there is none. The address follows the identity
 * provider, once that has verified it. A profile is in no organization, so no audit log tells of it.
 */
export async function updateProfile({
  ctx,
  input,
}: {
  readonly ctx: UserCtx;
  readonly input: unknown;
}): Promise<ProfileResponse> {
  const { db, now, user } = ctx;
  const patch = parseOrThrow(updateProfileRequestSchema, input, 'request body');
  const reference = userDocument(db.firestore, user.uid);
  const given = Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined));
  const after = await db.transaction(async (transaction) => {
    const before = (await transaction.get(reference)).data() ?? newProfile(ctx);
    const changed = { ...before, ...knownAddress(user), ...given, updatedAt: now };
    transaction.set(reference, changed);
    return changed;
  });
  return profileResponse(user, after);
}
