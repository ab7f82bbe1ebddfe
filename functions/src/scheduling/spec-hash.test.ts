import { Timestamp } from 'firebase-admin/firestore';
import { expect, test } from 'vitest';
import { canonicalJson, specHash } from './spec-hash.ts';

test('does not depend on the order of fields', () => {
  expect(canonicalJson({ b: [1, { d: 'x', c: null }], a: true })).toBe(
    '{"a":true,"b":[1,{"c":null,"d":"x"}]}',
  );
  expect(specHash({ a: 1, b: { c: 2, d: 3 } })).toBe(specHash({ b: { d: 3, c: 2 }, a: 1 }));
});

test('takes a field set to undefined for an absent one, as Firestore does', () => {
  expect(specHash({ a: 1, b: undefined })).toBe(specHash({ a: 1 }));
});

test.each([
  [{ a: [1, 2] }, { a: [2, 1] }],
  [{ a: '1' }, { a: 1 }],
  [{ a: null }, {}],
  [{ a: Number.NaN }, { a: null }],
  [undefined, null],
])('tells %j from %j', (one, other) => {
  expect(specHash(one)).not.toBe(specHash(other));
});

test('names by type what JSON cannot say', () => {
  expect(canonicalJson({ at: new Timestamp(1, 0) })).toBe('{"at":<Timestamp>}');
});
