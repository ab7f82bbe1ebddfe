import { expect, it } from 'vitest';
import { retryAfterSeconds } from './retry-after.ts';

const now = new Date('2026-11-06T08:49:07Z');

it.each([
  ['0', 0],
  ['120', 120],
  [' 7 ', 7],
  ['99999999999', 86_400],
  ['Fri, 06 Nov 2026 08:49:37 GMT', 30],
  ['Friday, 06-Nov-26 08:49:37 GMT', 30],
  ['Fri Nov  6 08:49:37 2026', 30],
  ['Fri, 06 Nov 2026 08:00:00 GMT', 0],
  ['Fri, 06 Nov 2037 08:49:37 GMT', 86_400],
  ['-5', undefined],
  ['1.5', undefined],
  ['soon', undefined],
  ['2026-11-06T08:49:37Z', undefined],
  ['', undefined],
  [undefined, undefined],
])('%j is %s', (header, seconds) => {
  expect(retryAfterSeconds(header, now)).toBe(seconds);
});
