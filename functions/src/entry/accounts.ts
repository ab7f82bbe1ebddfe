import { getAuth } from 'firebase-admin/auth';
import type { Accounts } from '../contracts/accounts.ts';

const isMissing = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'auth/user-not-found';

/** Accounts of Firebase Auth. */
export const firebaseAccounts: Accounts = {
  async remove(uid) {
    try {
      await getAuth().deleteUser(uid);
    } catch (error) {
      if (!isMissing(error)) throw error;
    }
  },
  async exists(uid) {
    try {
      await getAuth().getUser(uid);
      return true;
    } catch (error) {
      if (isMissing(error)) return false;
      throw error;
    }
  },
};
