import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { packNumbers, unpackNumbers } from './packed-numbers.ts';

const double = fc.double({ noNaN: true, noDefaultInfinity: true });

describe('packed numbers', () => {
  it('come back as they were', () => {
    fc.assert(
      fc.property(fc.array(double, { maxLength: 50 }), (numbers) => {
        for (const values of [
          Float64Array.from(numbers),
          Float32Array.from(numbers.map((x) => x % 1e30)),
          Uint8Array.from(numbers),
        ]) {
          const back = values.slice().fill(0);
          expect(unpackNumbers(packNumbers(values), back)).toBe(true);
          expect(back.every((x, k) => x === values[k])).toBe(true);
        }
      }),
    );
  });

  it('are base64 of the bytes that are needed, the first byte first', () => {
    const values = Float32Array.of(0, 1, -2.5, 0, 0);
    const bytes = Buffer.alloc(12);
    bytes.writeFloatBE(1, 4);
    bytes.writeFloatBE(-2.5, 8);
    const needed = Buffer.from([0, 0, ...bytes.subarray(4, 6), ...bytes.subarray(8, 10)]);
    expect(packNumbers(values)).toBe(`2${needed.toString('base64url')}`);
  });

  it('take no room for zeros', () => {
    expect(packNumbers(new Float64Array(288))).toBe('1');
  });
});

it.each(['', 'x', '0AAAA', '9AAAA', '4A!AA', '4AAAAAAAAAAAAAAAAAAAAAA', '4f4AAAA'])('refuses %j', (text) => {
  expect(unpackNumbers(text, new Float32Array(3))).toBe(false);
});
