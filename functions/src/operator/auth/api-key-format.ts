import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { crc32 } from 'node:zlib';
import type { KeyEnvironment } from '../../contracts/api-key.ts';

/** Base62: no character at which a double click stops, or that a URL, a shell or a YAML file would want quoted. */
const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const base = alphabet.length;

/** Characters of a secret: 62^33 are 196 bits, not guessable. */
const secretLength = 33;
/** Characters of a checksum: 62^6 is more than 2^32. */
const checksumLength = 6;
const hintCharacters = 4;

const keyPattern = new RegExp(`^iv_(?:live|test)_[0-9A-Za-z]{${secretLength + checksumLength}}$`);

/** Keys from before there were environments and checksums: 24 random bytes in base64url. They work until they are revoked. */
const formerPattern = /^iv_[A-Za-z0-9_-]{32}$/;

/** Whether a credential means to be one of our keys, well formed or not. */
export const looksLikeApiKey = (credential: string): boolean => credential.startsWith('iv_');

/** Whether a text has the form of a key, and its checksum fits. What has not is refused without asking the store. */
export function isApiKey(text: string): boolean {
  if (!keyPattern.test(text)) return formerPattern.test(text);
  return text.endsWith(checksumOf(text.slice(0, -checksumLength)));
}

/** A new key: `iv_live_` or `iv_test_`, a random secret, and a checksum. It is shown once and kept nowhere. */
export function makeApiKey(environment: KeyEnvironment = 'live'): string {
  const unchecked = `iv_${environment}_${randomText(secretLength)}`;
  return `${unchecked}${checksumOf(unchecked)}`;
}

/**
 * CRC-32 (ISO-HDLC, as in zlib) of all that stands before it, in base62, most significant digit first, six digits; GitHub's tokens
 * carry the same. It finds every burst of up to 32 bits, so every wrong character and every two neighbours exchanged; only
 * where the last character of the secret changes places with the first of the checksum do two parts change at once, which
 * passes once in 2^32.
 */
export function checksumOf(text: string): string {
  let rest = crc32(text);
  let digits = '';
  for (let place = 0; place < checksumLength; place += 1) {
    digits = `${alphabet[rest % base]}${digits}`;
    rest = Math.floor(rest / base);
  }
  return digits;
}

/**
 * SHA-256 of a key in hex, under which it is looked up. A plain hash is enough because the key is random: there is no
 * dictionary to try. How long finding it takes says at the most how a hash begins, which nobody can choose.
 */
export const hashApiKey = (key: string): string => createHash('sha256').update(key).digest('hex');

/** Whether two hashes are one, in a time that does not depend on where they differ. */
export function isSameHash(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}

/** What a person may see of a key to tell it from others: `iv_live_Zk3q…`. */
export function apiKeyHint(key: string): string {
  const prefix = /^iv_(?:live_|test_)?/.exec(key)?.[0] ?? '';
  return `${key.slice(0, prefix.length + hintCharacters)}…`;
}

/** Random characters, each as likely as any other: a byte past the last whole multiple of 62 is thrown again. */
function randomText(length: number): string {
  let text = '';
  while (text.length < length) {
    for (const byte of randomBytes(length - text.length)) {
      if (byte < 256 - (256 % base)) text += alphabet[byte % base];
    }
  }
  return text;
}
