import type { User } from '../../contracts/user.ts';
import type { UserCtx } from '../auth/authenticate-user.ts';

/** What is kept of a person who does something for the first time. */
export const newProfile = ({ user, now }: Pick<UserCtx, 'user' | 'now'>): User => ({
  displayName: null,
  email: user.email ?? null,
  timeZone: null,
  createdAt: now,
  updatedAt: now,
});

/** The address of a person, where the identity provider has verified it: any other is only what somebody says. */
export const knownAddress = ({ email, emailVerified }: UserCtx['user']): Partial<Pick<User, 'email'>> =>
  email !== undefined && emailVerified === true ? { email } : {};
