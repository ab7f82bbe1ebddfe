import { afterEach, expect, it, vi } from 'vitest';
import { emulatedUrl } from './emulated-url.ts';

afterEach(() => {
  vi.unstubAllEnvs();
});

it('has project and region on the emulator', () => {
  vi.stubEnv('FUNCTIONS_EMULATOR', 'true');
  vi.stubEnv('GCLOUD_PROJECT', 'demo-x');
  expect(emulatedUrl('api', '127.0.0.1:5001')).toBe('http://127.0.0.1:5001/demo-x/us-central1/api');
  expect(emulatedUrl('api', undefined)).toBeUndefined();
});

it('is nothing in the cloud', () => {
  vi.stubEnv('FUNCTIONS_EMULATOR', undefined);
  vi.stubEnv('GCLOUD_PROJECT', 'x');
  expect(emulatedUrl('api', 'example.com')).toBeUndefined();
});
