import type { ProfileResponse, User } from '../../contracts/user.ts';
import { userDocument } from '../../firestore/collections.ts';
import type { UserCtx } from '../auth/authenticate-user.ts';
import type { SignedInUser } from '../auth/resolve-id-token.ts';

/** What is known of the signed-in person; also of one who has done nothing yet. */
export async function getProfile({ ctx: { db, user } }: { readonly ctx: UserCtx }): Promise<ProfileResponse> {
  return profileResponse(user, (await db.get(userDocument(db.firestore, user.uid))).data());
}

/** A profile as it is answered. */
export const profileResponse = (user: SignedInUser, profile: User | undefined): ProfileResponse => ({
  uid: user.uid,
  displayName: null,
  email: user.email ?? null,
  timeZone: null,
  createdAt: null,
  updatedAt: null,
  ...profile,
  emailVerified: user.emailVerified === true,
});
