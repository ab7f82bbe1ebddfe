import { expect, it } from 'vitest';
import { etagOf } from './etag.ts';

const at = new Date('2026-11-21T05:00:00Z');

it('is a quoted text of what a header and a command line take', () => {
  expect(etagOf({ a: 1 })).toMatch(/^"[\w-]{27}"$/);
});

it('is of the JSON: the order of members, and those that are undefined, do not count', () => {
  const tag = etagOf({ a: { b: 1, c: [at] }, d: null });
  expect(etagOf({ d: null, e: undefined, a: { c: [at.toISOString()], b: 1 } })).toBe(tag);
});

it.each([
  ['a value', { a: 2, list: [1, 2], at }],
  ['an instant by a millisecond', { a: 1, list: [1, 2], at: new Date(at.getTime() + 1) }],
  ['the order of a list', { a: 1, list: [2, 1], at }],
  ['a member that is null', { a: 1, list: [1, 2], at, more: null }],
])('differs with %s', (_, other) => {
  expect(etagOf(other)).not.toBe(etagOf({ a: 1, list: [1, 2], at }));
});
