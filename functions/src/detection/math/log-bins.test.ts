import fc from 'fast-check';
import { expect, it } from 'vitest';
import { binsAnOctave, logBin, logBinEdge } from './log-bins.ts';

it.each([
  [1, 0],
  [1.24, 0],
  [1.25, 1],
  [1.999, 3],
  [2, 4],
  [0.99, -1],
  [0.5, -4],
  [1024, 40],
])('puts %d into bin %d', (x, bin) => {
  expect(logBin(x)).toBe(bin);
});

it('puts every normal number between the edges of its bin', () => {
  fc.assert(
    fc.property(fc.double({ min: 1e-300, max: 1e300, noNaN: true }), (x) => {
      const bin = logBin(x);
      expect(logBinEdge(bin)).toBeLessThanOrEqual(x);
      expect(logBinEdge(bin + 1)).toBeGreaterThan(x);
    }),
  );
});

it('goes up an octave with each doubling', () => {
  fc.assert(
    fc.property(fc.double({ min: 1e-300, max: 1e300, noNaN: true }), (x) => {
      expect(logBin(2 * x)).toBe(logBin(x) + binsAnOctave);
    }),
  );
});
