import { afterEach, expect, it, vi } from 'vitest';
import { proxiesInFront } from './proxies.ts';

afterEach(() => {
  vi.unstubAllEnvs();
});

it('expects the front end of the cloud, nothing under the emulators, and else what it is told', () => {
  expect(proxiesInFront()).toBe(1);
  vi.stubEnv('FUNCTIONS_EMULATOR', 'true');
  expect(proxiesInFront()).toBe(0);
  vi.stubEnv('PROXIES_IN_FRONT', ' 2 ');
  expect(proxiesInFront()).toBe(2);
});

it.each(['-1', '1.5', 'one', '10'])('takes no %j', (told) => {
  vi.stubEnv('PROXIES_IN_FRONT', told);
  expect(proxiesInFront).toThrow('PROXIES_IN_FRONT');
});
