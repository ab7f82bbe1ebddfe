import { describe, expect, it } from 'vitest';
import type { Identity } from '../../contracts/context.ts';
import { mayTouchMetric, metricPrefixesOf, metricRefusal, requireEveryMetric } from './metric-access.ts';

const caller = (metricPrefixes?: readonly string[] | null): Identity => ({
  orgId: 'org_1',
  actor: { type: 'api-key', id: 'key_1' },
  permissions: new Set(),
  now: new Date('2026-11-21T12:00:00Z'),
  requestId: 'req_1',
  ...(metricPrefixes === undefined
    ? {}
    : { restrictions: { metricPrefixes, addresses: null, expiresAt: null } }),
});

describe.each([
  ['a person', caller()],
  ['a key without prefixes', caller(null)],
])('%s', (_, unrestricted) => {
  it('may touch every metric', () => {
    expect(mayTouchMetric(unrestricted, 'payroll.salaries')).toBe(true);
    expect(metricPrefixesOf(unrestricted)).toBeUndefined();
    expect(metricRefusal(unrestricted)('payroll.salaries')).toBeUndefined();
    expect(() => requireEveryMetric(unrestricted)).not.toThrow();
  });
});

describe('a key with prefixes', () => {
  const restricted = caller(['warehouse.', 'orders']);

  it.each([
    ['warehouse.stock', true],
    ['warehouse.', true],
    ['orders', true],
    ['orders.open', true],
    ['warehouse', false],
    ['payroll.warehouse.x', false],
    ['Orders', false],
  ])('and the metric %s: %s', (key, expected) => {
    expect(mayTouchMetric(restricted, key)).toBe(expected);
    expect(metricRefusal(restricted)(key) === undefined).toBe(expected);
  });

  it('is told what it is restricted to', () => {
    expect(metricRefusal(restricted)('payroll.salaries')).toContain('"warehouse." or "orders"');
    expect(() => requireEveryMetric(restricted)).toThrowError(
      expect.objectContaining({
        code: 'permission-denied',
        reason: 'KEY_RESTRICTED_TO_METRICS',
        extensions: { metricPrefixes: ['warehouse.', 'orders'] },
      }),
    );
  });
});
