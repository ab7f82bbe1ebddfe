import { createHash, randomBytes } from 'node:crypto';

/** 192 bits: not guessable, and 32 base64url characters without padding. */
const keyBytes = 24;
const keyPattern = /^iv_[A-Za-z0-9_-]{32}$/;
const hintLength = 'iv_'.length + 4;

/** Whether a credential means to be one of our keys, well formed or not. */
export const looksLikeApiKey = (credential: string): boolean => credential.startsWith('iv_');

/** Whether a text has the form of a key. What has not is refused without asking the store. */
export const isApiKey = (text: string): boolean => keyPattern.test(text);

/** A new key: `iv_` and 24 random bytes. It is shown once and kept nowhere. */
export const makeApiKey = (): string => `iv_${randomBytes(keyBytes).toString('base64url')}`;

/**
 * SHA-256 of a key in hex, under which it is looked up. A plain hash is enough because the key is random: there is no
 * dictionary to try, and finding by the hash leaves no comparison to time.
 */
export const hashApiKey = (key: string): string => createHash('sha256').update(key).digest('hex');

/** What a person may see of a key to tell it from others: `iv_Zk3q…`. */
export const apiKeyHint = (key: string): string => `${key.slice(0, hintLength)}…`;
