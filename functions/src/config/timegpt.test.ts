import { afterEach, expect, it, vi } from 'vitest';
import { timeGptAccount } from './timegpt.ts';

afterEach(() => {
  vi.unstubAllEnvs();
});

it('is no account without a key', () => {
  vi.stubEnv('NIXTLA_API_KEY', undefined);
  expect(timeGptAccount()).toBeUndefined();
  vi.stubEnv('NIXTLA_API_KEY', ' ');
  expect(timeGptAccount()).toBeUndefined();
});

it("is at Nixtla's address and model unless another is given", () => {
  vi.stubEnv('NIXTLA_API_KEY', 'key\n');
  expect(timeGptAccount()).toEqual({
    apiKey: 'key',
    baseUrl: 'https://api.nixtla.io',
    model: 'timegpt-1',
    price: null,
  });
  vi.stubEnv('NIXTLA_BASE_URL', 'http://127.0.0.1:1');
  vi.stubEnv('NIXTLA_MODEL', 'timegpt-2.1');
  expect(timeGptAccount()).toEqual({
    apiKey: 'key',
    baseUrl: 'http://127.0.0.1:1',
    model: 'timegpt-2.1',
    price: null,
  });
});
