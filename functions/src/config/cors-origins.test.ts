import { afterEach, expect, it, vi } from 'vitest';
import { corsOrigins } from './cors-origins.ts';

afterEach(() => {
  vi.unstubAllEnvs();
});

it('is nobody unless somebody is named', () => {
  expect(corsOrigins()).toEqual([]);
  vi.stubEnv('CORS_ORIGINS', ' , ');
  expect(corsOrigins()).toEqual([]);
});

it('is who is named', () => {
  vi.stubEnv('CORS_ORIGINS', 'https://console.example.com, http://localhost:5173');
  expect(corsOrigins()).toEqual(['https://console.example.com', 'http://localhost:5173']);
});

it.each([
  '*',
  'null',
  'example.com',
  'https://example.com/',
  'https://*.example.com/a',
  'ftp://example.com',
  'https://EXAMPLE.com',
])('takes no %j', (origin) => {
  vi.stubEnv('CORS_ORIGINS', origin);
  expect(corsOrigins).toThrow('CORS_ORIGINS');
});
