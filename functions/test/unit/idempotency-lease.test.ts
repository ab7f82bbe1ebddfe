import { expect, it } from 'vitest';
import { api } from '../../src/index.ts';
import { keyLeaseMs, keyLifetimeMs } from '../../src/operator/idempotency/limits.ts';

it('holds a key for longer than the function that answers may run', () => {
  const { timeoutSeconds } = (api as unknown as { __endpoint: { timeoutSeconds: number } }).__endpoint;
  expect(timeoutSeconds).toBeGreaterThan(0);
  expect(keyLeaseMs).toBeGreaterThan(timeoutSeconds * 1_000);
  expect(keyLeaseMs).toBeLessThan(keyLifetimeMs);
});
