import { describe, expect, it } from 'vitest';
import { numberWords } from './number-words.ts';

const plain = { value: 72, expected: 2.391, lower: -5.885, upper: 34.25, whole: false, nonNegative: false };

describe('the band in words', () => {
  it.each([
    ['of any numbers', {}, '-5.88 to 34.25'],
    ['of numbers that are never below 0', { nonNegative: true }, '0 to 34.25'],
    ['of whole numbers', { whole: true }, '-5 to 34'],
    ['of counts', { whole: true, nonNegative: true }, '0 to 34'],
    ['of counts that are hardly ever more than 0', { whole: true, nonNegative: true, upper: 0.9 }, '0 alone'],
    ['with no whole number in it', { whole: true, lower: 2.1, upper: 2.9 }, '2.1 to 2.9'],
    ['of no width', { expected: 45, lower: 45, upper: 45 }, '45 alone'],
    [
      'of large numbers close together',
      { lower: 1e12 + 1, upper: 1e12 + 9 },
      '1,000,000,000,001 to 1,000,000,000,009',
    ],
  ])('%s', (_, change, words) => {
    expect(numberWords({ ...plain, ...change }).band).toBe(words);
  });
});

it.each([
  [-0.17, '0'],
  [2.391, '2.4'],
  [38.12, '38'],
])('expects %d of counts as %s', (expected, words) => {
  expect(numberWords({ ...plain, whole: true, nonNegative: true, expected }).expected).toBe(words);
});

it('tells a value that is small against its band in full', () => {
  expect(numberWords({ ...plain, value: 3.083, upper: 32_900 }).value).toBe('3.083');
});

it('tells two means so that they differ', () => {
  const say = numberWords({ ...plain, lower: 0, upper: 1e6 });
  expect([say.mean(1000.4, 1000.1), say.mean(1000.1, 1000.4)]).toEqual(['1,000.4', '1,000.1']);
});
