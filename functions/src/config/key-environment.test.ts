import { afterEach, expect, it, vi } from 'vitest';
import { keyEnvironment } from './key-environment.ts';

afterEach(() => {
  vi.unstubAllEnvs();
});

it('is live where it is deployed, test under the emulators, and else what it is told', () => {
  expect(keyEnvironment()).toBe('live');
  vi.stubEnv('KEY_ENVIRONMENT', 'test');
  expect(keyEnvironment()).toBe('test');
  vi.stubEnv('FUNCTIONS_EMULATOR', 'true');
  vi.stubEnv('KEY_ENVIRONMENT', '');
  expect(keyEnvironment()).toBe('test');
  vi.stubEnv('KEY_ENVIRONMENT', 'live');
  expect(keyEnvironment()).toBe('live');
});

it('takes no other word', () => {
  vi.stubEnv('KEY_ENVIRONMENT', 'prod');
  expect(keyEnvironment).toThrow('KEY_ENVIRONMENT');
});
