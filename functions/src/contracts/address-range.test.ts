import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalRange, isWithinRange } from './address-range.ts';

describe('canonicalRange', () => {
  it.each([
    ['203.0.113.7', '203.0.113.7'],
    ['203.0.113.7/32', '203.0.113.7'],
    ['203.0.113.7/24', '203.0.113.0/24'],
    ['0.0.0.0/0', '0.0.0.0/0'],
    ['2001:DB8:0:0::1', '2001:db8::1'],
    ['2001:db8::1/128', '2001:db8::1'],
    ['2001:db8:1:2:3::/48', '2001:db8:1::/48'],
    ['::ffff:203.0.113.7', '203.0.113.7'],
    ['::ffff:203.0.113.0/120', '203.0.113.0/24'],
  ])('spells %s as %s', (text, expected) => {
    expect(canonicalRange(text)).toBe(expected);
  });

  it.each([
    ...['', 'example.com', '10.1', '0x7f.1', '1.2.3.4.5', '203.0.113.0/33', '203.0.113.0/-1', '203.0.113.0/'],
    ...['203.0.113.0/24/1', '2001:db8::/129', 'fe80::1%eth0', '2001:db8::/ 8', '::ffff:1.2.3.4/64', '*'],
  ])('does not take %j', (text) => {
    expect(canonicalRange(text)).toBeUndefined();
  });

  const octet = fc.integer({ min: 0, max: 255 });
  const addresses = fc.oneof(
    fc.tuple(octet, octet, octet, octet).map((octets) => octets.join('.')),
    fc.ipV6(),
  );

  it('is one spelling: of an address that it spelled, it makes the same, and that lies in itself', () => {
    fc.assert(
      fc.property(addresses, fc.integer({ min: 0, max: 32 }), (address, bits) => {
        const range = canonicalRange(`${address}/${bits}`);
        const single = canonicalRange(address);
        fc.pre(range !== undefined && single !== undefined);
        expect(canonicalRange(range as string)).toBe(range);
        expect(isWithinRange(range as string, range as string)).toBe(true);
        expect(isWithinRange(single as string, range as string)).toBe(true);
      }),
    );
  });
});

describe('isWithinRange', () => {
  it.each([
    ['203.0.113.7', '203.0.113.0/24', true],
    ['203.0.114.7', '203.0.113.0/24', false],
    ['203.0.113.0/25', '203.0.113.0/24', true],
    ['203.0.113.0/24', '203.0.113.0/25', false],
    ['203.0.113.0/24', '203.0.113.7', false],
    ['2001:db8:1::5', '2001:db8::/32', true],
    ['2001:db9::5', '2001:db8::/32', false],
    ['203.0.113.7', '::/0', false],
    ['2001:db8::1', '0.0.0.0/0', false],
  ])('of %s in %s is %s', (inner, outer, expected) => {
    expect(isWithinRange(inner, outer)).toBe(expected);
  });
});
