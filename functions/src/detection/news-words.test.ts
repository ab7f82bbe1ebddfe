import { expect, it } from 'vitest';
import type { Novelty } from './memory/value-memory.ts';
import { newsInWords, newsOf } from './news-words.ts';

const above = (distance: number): Novelty => ({ distance, side: 'above' });

it.each([
  [
    'the value, where it is new by itself',
    0.1,
    0.4,
    'it is 10 % of the whole range above all values seen before',
  ],
  [
    'the mean, where only that is',
    0.02,
    0.4,
    'the mean of the last three is 40 % of the whole range above all values seen before',
  ],
  ['nothing, where nothing is', 0.02, 0.04, undefined],
])('tells of %s', (_, value, either, words) => {
  expect(newsInWords('spike', newsOf(above(value), above(either)))[0]).toBe(words);
});

it('tells of the value where that is the newer one', () => {
  expect(newsOf(above(0.02), above(0.02)).newest).toBe('value');
});

it('calls the value the last one behind a sentence about many', () => {
  const news = newsOf({ distance: 0.2, side: 'within' }, above(0.2));
  expect(newsInWords('level-shift', news)).toEqual([
    'the last value is 20 % of the whole range away from all values seen before',
  ]);
  expect(newsInWords('missing', news)).toEqual([]);
});
