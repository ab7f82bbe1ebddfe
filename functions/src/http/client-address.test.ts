import { expect, it } from 'vitest';
import { clientAddress } from './client-address.ts';

it.each([
  ['the other end, where there is no proxy', undefined, '203.0.113.7', 0, '203.0.113.7'],
  ['the other end, whatever a caller writes', '198.51.100.1', '203.0.113.7', 0, '203.0.113.7'],
  ['what the front end saw', '203.0.113.7', '169.254.1.1', 1, '203.0.113.7'],
  [
    'what the front end saw, not what a caller wrote before',
    '10.0.0.1, 203.0.113.7',
    undefined,
    1,
    '203.0.113.7',
  ],
  ['what the first of two proxies saw', '10.0.0.1, 203.0.113.7, 35.191.0.1', undefined, 2, '203.0.113.7'],
  ['IPv4 out of an IPv4-mapped address', undefined, '::ffff:203.0.113.7', 0, '203.0.113.7'],
  ['IPv6 in its short form', '2001:0db8:0:0:0:0:0:0001', undefined, 1, '2001:db8::1'],
  ['nothing without a header', undefined, '169.254.1.1', 1, null],
  ['nothing from a header with too few entries', '203.0.113.7', undefined, 2, null],
  ['nothing from what is no address', 'unknown', undefined, 1, null],
])('is %s', (_, forwarded, socket, proxies, address) => {
  expect(clientAddress(forwarded, socket, proxies)).toBe(address);
});
