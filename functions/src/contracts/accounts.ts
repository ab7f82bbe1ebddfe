/** Accounts of people at the identity provider. */
export interface Accounts {
  /** Removes an account, so that nobody signs in by it again. Removing it again changes nothing. */
  remove(uid: string): Promise<void>;
  exists(uid: string): Promise<boolean>;
}
