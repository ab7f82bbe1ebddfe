import { expect, it } from 'vitest';
import { ExpiringCache } from './expiring-cache.ts';

const second = (n: number) => new Date(n * 1_000);
const cacheOfTwo = () => new ExpiringCache<string>({ entriesMax: 2, lifetimeMs: 60_000 });

it('remembers for its lifetime and not a moment longer', () => {
  const cache = cacheOfTwo();
  cache.set('a', 'A', second(0));
  expect(cache.get('a', new Date(59_999))).toBe('A');
  expect(cache.get('a', second(60))).toBeUndefined();
});

it('does not live longer for being used', () => {
  const cache = cacheOfTwo();
  cache.set('a', 'A', second(0));
  cache.get('a', second(59));
  expect(cache.get('a', second(61))).toBeUndefined();
});

it('forgets the least recently used beyond its bound', () => {
  const cache = cacheOfTwo();
  cache.set('a', 'A', second(0));
  cache.set('b', 'B', second(1));
  cache.get('a', second(2));
  cache.set('c', 'C', second(3));
  expect(['a', 'b', 'c'].map((key) => cache.get(key, second(4)))).toEqual(['A', undefined, 'C']);
});

it('keeps one entry for a key that is set again', () => {
  const cache = cacheOfTwo();
  cache.set('a', 'A', second(0));
  cache.set('b', 'B', second(0));
  cache.set('a', 'A2', second(1));
  expect(cache.get('a', second(2))).toBe('A2');
  expect(cache.get('b', second(2))).toBe('B');
});
