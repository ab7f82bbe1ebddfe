import fc from 'fast-check';
import { expect, it } from 'vitest';
import { attributeChange } from './attribute.ts';
import type { Move } from './types.ts';

/** Tiny numbers are left out: scaled down they would lose digits. */
const level = fc.oneof(
  fc.integer({ min: -1_000, max: 1_000 }),
  fc.double({ min: -1e3, max: 1e3, noNaN: true }).map((x) => (Math.abs(x) < 1e-9 ? 0 : x)),
);

const moves: fc.Arbitrary<Move[]> = fc
  .array(fc.tuple(level, level, fc.constantFrom('eu', 'us', 'ap'), fc.constantFrom('a', 'b', 'c', 'd')), {
    minLength: 2,
    maxLength: 30,
  })
  .map((tuples) =>
    tuples.map(([expected, observed, region, host], index) => ({
      id: `s${index}`,
      labels: { region, host },
      expected,
      observed,
      spread: 1,
    })),
  );

const kinds = fc.constantFrom('gauge', 'delta', 'counter') as fc.Arbitrary<'gauge' | 'delta' | 'counter'>;

it('the shares of the values of a label sum to 1, where the change can be shared', () => {
  fc.assert(
    fc.property(moves, kinds, (series, kind) => {
      for (const { values } of attributeChange(series, kind)) {
        const shares = values.map(({ share }) => share);
        if (shares.includes(null)) expect(new Set(shares)).toEqual(new Set([null]));
        else expect(shares.reduce<number>((sum, share) => sum + (share ?? 0), 0)).toBeCloseTo(1, 6);
      }
    }),
  );
});

it('the surprises of the values of a label are at least 0, and their sum at most 1', () => {
  fc.assert(
    fc.property(moves, kinds, (series, kind) => {
      for (const { values } of attributeChange(series, kind)) {
        for (const { surprise } of values) expect(surprise).toBeGreaterThanOrEqual(0);
        expect(values.reduce((sum, { surprise }) => sum + surprise, 0)).toBeLessThanOrEqual(1 + 1e-9);
      }
    }),
  );
});

it('the order of the series changes nothing', () => {
  const shuffled = moves.chain((series) =>
    fc.tuple(fc.constant(series), fc.shuffledSubarray(series, { minLength: series.length })),
  );
  fc.assert(
    fc.property(shuffled, kinds, ([series, other], kind) => {
      expect(attributeChange(other, kind)).toEqual(attributeChange(series, kind));
    }),
  );
});

it('the unit changes levels and nothing else', () => {
  // Powers of two scale without rounding.
  const scales = fc.integer({ min: -60, max: 60 }).map((power) => 2 ** power);
  fc.assert(
    fc.property(moves, kinds, scales, (series, kind, scale) => {
      const scaled = series.map((move) => ({
        ...move,
        observed: move.observed * scale,
        expected: move.expected * scale,
        spread: scale,
      }));
      const found = attributeChange(series, kind).map(({ values, ...rest }) => ({
        ...rest,
        values: values.map((value) => ({
          ...value,
          observed: value.observed * scale,
          expected: value.expected * scale,
          change: value.change * scale,
        })),
      }));
      expect(attributeChange(scaled, kind)).toEqual(found);
    }),
  );
});
