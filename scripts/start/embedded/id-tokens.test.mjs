import assert from 'node:assert/strict';
import { test } from 'node:test';
import { issueIdToken, verifyIdToken } from './id-tokens.mjs';

const now = Date.parse('2026-11-21T05:00:00Z');
const forge = (/** @type {object} */ header, /** @type {object} */ claims, signature = '') =>
  [header, claims].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.') +
  `.${signature}`;
const claimsOf = (/** @type {string} */ token) =>
  JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());

test('a token speaks for the one it was made for', () => {
  const { uid, email } = verifyIdToken(issueIdToken('ada@example.com', now), now);
  assert.equal(email, 'ada@example.com');
  assert.match(uid, /^[0-9a-f]{28}$/);
  assert.notEqual(uid, verifyIdToken(issueIdToken('ada@example.com', now), now).uid);
});

test('a token is good for an hour', () => {
  const token = issueIdToken('ada@example.com', now);
  assert.throws(() => verifyIdToken(token, now + 3_600_000), /expired/);
});

test('what is signed, foreign, nameless or no token at all is refused', () => {
  const claims = claimsOf(issueIdToken('ada@example.com', now));
  const unsigned = { alg: 'none' };
  assert.equal(verifyIdToken(forge(unsigned, claims), now).uid, claims.sub);
  assert.throws(() => verifyIdToken(forge({ alg: 'RS256' }, claims), now), /unsigned/);
  assert.throws(() => verifyIdToken(forge(unsigned, claims, 'abc'), now), /unsigned/);
  assert.throws(() => verifyIdToken(forge(unsigned, { ...claims, aud: 'other' }), now), /demo-intentvision/);
  assert.throws(() => verifyIdToken(forge(unsigned, { ...claims, sub: '' }), now), /nobody/);
  assert.throws(() => verifyIdToken('rubbish', now), SyntaxError);
});
