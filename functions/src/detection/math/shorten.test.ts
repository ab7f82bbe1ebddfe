import fc from 'fast-check';
import { expect, it } from 'vitest';
import { shortenTo32, shortenTo48 } from './shorten.ts';

const double = fc.double({ min: 1e-300, max: Number.MAX_VALUE, noNaN: true });

it.each([
  [shortenTo32, 2 ** -20, 4],
  [shortenTo48, 2 ** -36, 2],
] as const)('%o cuts digits that are below %d, and no others', (shorten, precision, lastBytes) => {
  fc.assert(
    fc.property(double, (x) => {
      const short = shorten(x);
      expect(short).toBeLessThanOrEqual(x);
      expect(x - short).toBeLessThanOrEqual(precision * x);
      expect(shorten(short)).toBe(short);
      expect(shorten(-x)).toBe(-short);
      const bytes = Buffer.alloc(8);
      bytes.writeDoubleBE(short);
      expect(bytes.subarray(8 - lastBytes).every((byte) => byte === 0)).toBe(true);
    }),
  );
});

it('keeps zero', () => {
  expect([shortenTo32(0), shortenTo48(0)]).toEqual([0, 0]);
});
