import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  apiKeyHint,
  checksumOf,
  hashApiKey,
  isApiKey,
  isSameHash,
  looksLikeApiKey,
  makeApiKey,
} from './api-key-format.ts';

const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
/** As docs/api-keys.md gives it to scanners for secrets. */
const scanned = /\biv_(?:live|test)_[0-9A-Za-z]{39}\b/;

/** A key around a given secret. */
const keyOf = (secret: string): string => {
  const unchecked = `iv_live_${secret}`;
  return `${unchecked}${checksumOf(unchecked)}`;
};
const secrets = fc.array(fc.constantFrom(...alphabet), { minLength: 33, maxLength: 33 });
const keys = secrets.map((characters) => keyOf(characters.join('')));
const replaced = (text: string, index: number, by: string) =>
  `${text.slice(0, index)}${by}${text.slice(index + by.length)}`;

describe('makeApiKey', () => {
  it.each(['live', 'test'] as const)('makes a key marked %s that scanners find', (environment) => {
    const key = makeApiKey(environment);
    expect(key).toMatch(new RegExp(`^iv_${environment}_`));
    expect(isApiKey(key)).toBe(true);
    expect(scanned.exec(`KEY="${key}",`)?.[0]).toBe(key);
    expect(key).toMatch(/^\w+$/);
  });

  it('never makes the same key twice, and uses every character', () => {
    const made = Array.from({ length: 1_000 }, () => makeApiKey());
    expect(new Set(made).size).toBe(made.length);
    const used = new Set(made.flatMap((key) => [...key.slice('iv_live_'.length, -6)]));
    expect([...used].sort().join('')).toBe(alphabet);
  });
});

describe('checksumOf', () => {
  it('is CRC-32 in base62', () => {
    // The check value of CRC-32/ISO-HDLC is 0xCBF43926 for "123456789": 3421780262 in base62.
    const digits = [...checksumOf('123456789')].map((digit) => alphabet.indexOf(digit));
    expect(digits.reduce((sum, digit) => sum * 62 + digit, 0)).toBe(0xcbf43926);
    expect(checksumOf('')).toBe('000000');
  });
});

describe('isApiKey', () => {
  const former = 'A'.repeat(32);

  it('takes keys from before there were checksums', () => {
    expect(isApiKey(`iv_${former}`)).toBe(true);
    expect(isApiKey('iv_aB3-_xYzaB3-_xYzaB3-_xYzaB3-_xYz')).toBe(true);
  });

  it('refuses a key with any one character wrong, in secret and checksum', () => {
    const key = makeApiKey();
    for (let index = 'iv_live_'.length; index < key.length; index += 1) {
      for (const character of alphabet) {
        if (character !== key[index]) expect(isApiKey(replaced(key, index, character))).toBe(false);
      }
    }
  });

  it('refuses every key with two neighbours exchanged', () => {
    fc.assert(
      fc.property(keys, fc.integer({ min: 8, max: 45 }), (key, index) => {
        const [one = '', other = ''] = key.slice(index, index + 2);
        fc.pre(one !== other);
        expect(isApiKey(replaced(key, index, `${other}${one}`))).toBe(false);
      }),
    );
  });

  it('refuses a key of one environment with the mark of the other', () => {
    fc.assert(
      fc.property(keys, (key) => {
        expect(isApiKey(key.replace('_live_', '_test_'))).toBe(false);
      }),
    );
  });

  it('refuses every key that was cut short or went on', () => {
    fc.assert(
      fc.property(keys, fc.integer({ min: 0, max: 46 }), (key, length) => {
        fc.pre(length !== 35);
        expect(isApiKey(key.slice(0, length))).toBe(false);
        expect(isApiKey(`${key}${key[length]}`)).toBe(false);
      }),
    );
  });

  it.each([
    ['no prefix', former],
    ['another prefix', `sk_${former}`],
    ['another environment', makeApiKey().replace('_live_', '_prod_')],
    ['a character too few', `iv_${former.slice(1)}`],
    ['characters outside base64url', `iv_${former.slice(1)}/`],
    ['a line break at the end', `${makeApiKey()}\n`],
    ['nothing', ''],
  ])('refuses %s', (_, text) => {
    expect(isApiKey(text)).toBe(false);
  });
});

it('tells a malformed key from other kinds of credential', () => {
  expect(looksLikeApiKey('iv_short')).toBe(true);
  expect(looksLikeApiKey('eyJhbGciOiJSUzI1NiJ9.e30.sig')).toBe(false);
});

it('hashes with SHA-256 in hex', () => {
  // FIPS 180-2, appendix B.1.
  expect(hashApiKey('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
});

it('compares hashes whole, whatever their length', () => {
  const hash = hashApiKey('abc');
  expect(isSameHash(hash, hashApiKey('abc'))).toBe(true);
  expect(isSameHash(hash, `${hash.slice(0, -1)}0`)).toBe(false);
  expect(isSameHash(hash, hash.slice(1))).toBe(false);
});

it.each([
  [`iv_live_Zk3q${'x'.repeat(35)}`, 'iv_live_Zk3q…'],
  [`iv_Zk3q${'x'.repeat(28)}`, 'iv_Zk3q…'],
])('hints at four characters of %s and no more', (key, hint) => {
  expect(apiKeyHint(key)).toBe(hint);
});
