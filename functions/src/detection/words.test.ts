import { expect, it } from 'vitest';
import { inWords, rarity, spanInWords } from './words.ts';

it.each([
  [0, '0'],
  [12.3456, '12.35'],
  [-0.5, '-0.5'],
  [123_456.7, '123457'],
  [0.000123456, '0.0001235'],
  [1.23456e12, '1235000000000'],
  [1.23456e-12, '1.235e-12'],
])('writes %d as %s', (x, words) => {
  expect(inWords(x)).toBe(words);
});

it.each([
  [1e-4, 'about 1 in 10,000 points'],
  [2.1e-5, 'about 1 in 50,000 points'],
  [1e-12, 'fewer than 1 in 10,000,000,000 points'],
])('says how rare %d is', (p, words) => {
  expect(rarity(p)).toBe(words);
});

it.each([
  [5 * 3_600_000, '5 hours'],
  [90 * 60_000, '90 minutes'],
  [3 * 86_400_000, '3 days'],
  [1500, '1500 ms'],
])('writes a span of %d ms as %s', (ms, words) => {
  expect(spanInWords(ms)).toBe(words);
});
