import { afterEach, expect, it, vi } from 'vitest';
import { appCheckRequired } from './app-check.ts';

afterEach(() => {
  vi.unstubAllEnvs();
});

it.each([
  ['', false],
  ['off', false],
  [' required ', true],
])('APP_CHECK=%j: %s', (told, required) => {
  vi.stubEnv('APP_CHECK', told);
  expect(appCheckRequired()).toBe(required);
});

it.each(['true', 'Required', '1'])('takes no %j', (told) => {
  vi.stubEnv('APP_CHECK', told);
  expect(appCheckRequired).toThrow('APP_CHECK');
});
