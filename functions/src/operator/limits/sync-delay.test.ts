import { expect, it } from 'vitest';
import { addUsage } from '../../contracts/usage.ts';
import { OrganizationUsage } from './organization-usage.ts';
import { syncDelayMs } from './sync-delay.ts';

const now = new Date('2026-11-21T12:00:00Z');
const document = { limits: { requestsPerMinute: 400 } };

/** An organization of 400 requests a minute, which so many other instances are asked for at such a rate each. */
function usage(instances: number, requestsPerMinute: number): OrganizationUsage {
  const one = new OrganizationUsage();
  const other = { ...addUsage(), requestsPerMinute, at: now };
  one.learn({ document, others: Array.from({ length: instances }, () => other), series: 0 }, now);
  return one;
}

it('is a minute, and ten seconds where a quarter of the limit is asked for', () => {
  expect(syncDelayMs(usage(0, 0), now)).toBe(60_000);
  expect(syncDelayMs(usage(1, 99), now)).toBe(60_000);
  expect(syncDelayMs(usage(1, 100), now)).toBe(10_000);
  expect(syncDelayMs(usage(10, 10), now)).toBe(10_000);
});

it('grows with the instances that write, to a minute again', () => {
  expect(syncDelayMs(usage(39, 100), now)).toBe(20_000);
  expect(syncDelayMs(usage(500, 100), now)).toBe(60_000);
});

it('is nothing for what was not used for longer, and a minute where nothing is asked for', () => {
  expect(syncDelayMs(usage(0, 0), new Date(now.getTime() + 61_000))).toBe(0);
  expect(syncDelayMs(new OrganizationUsage(), now)).toBe(60_000);
});
