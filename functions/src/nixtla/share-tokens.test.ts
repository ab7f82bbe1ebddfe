import { expect, it } from 'vitest';
import { shareTokens } from './share-tokens.ts';

it.each([
  [10, [1, 1], [5, 5]],
  [10, [1, 1, 1], [4, 3, 3]],
  [100, [1, 2, 3], [17, 33, 50]],
  [1, [5, 5, 6], [0, 0, 1]],
  [7, [0, 0], [4, 3]],
  [0, [3, 4], [0, 0]],
  [5, [1], [5]],
])('shares %i by %j as %j', (total, weights, shares) => {
  expect(shareTokens(total, weights)).toEqual(shares);
});

it('always adds up, and gives nobody a token more or less than the exact share', () => {
  for (let seed = 1; seed < 300; seed++) {
    const weights = Array.from({ length: 1 + (seed % 40) }, (_, t) => (seed * (t + 3) * 7_919) % 10_007);
    const total = (seed * 104_729) % 1_000_003;
    const shares = shareTokens(total, weights);
    const sum = weights.reduce((all, weight) => all + weight, 0);
    expect(shares.reduce((all, share) => all + share, 0)).toBe(total);
    shares.forEach((share, place) => {
      expect(Math.abs(share - (total * (weights[place] ?? 0)) / sum)).toBeLessThan(1);
    });
  }
});
