import { describe, expect, it } from 'vitest';
import { apiKeyHint, hashApiKey, isApiKey, looksLikeApiKey, makeApiKey } from './api-key-format.ts';

describe('makeApiKey', () => {
  it('makes a prefix and 24 bytes in base64url', () => {
    const key = makeApiKey();
    expect(isApiKey(key)).toBe(true);
    expect(Buffer.from(key.slice(3), 'base64url')).toHaveLength(24);
  });

  it('never makes the same key twice', () => {
    const keys = Array.from({ length: 1_000 }, makeApiKey);
    expect(new Set(keys).size).toBe(keys.length);
  });
});

describe('isApiKey', () => {
  const body = 'A'.repeat(32);

  it.each([
    ['no prefix', body],
    ['another prefix', `sk_${body}`],
    ['a character too few', `iv_${body.slice(1)}`],
    ['a character too many', `iv_${body}A`],
    ['characters outside base64url', `iv_${body.slice(1)}/`],
    ['a line break at the end', `iv_${body}\n`],
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

it('hints at four characters and no more', () => {
  expect(apiKeyHint(`iv_Zk3q${'x'.repeat(28)}`)).toBe('iv_Zk3q…');
});
