import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { chartLinkConfig } from './charts.ts';

const key = 'k'.repeat(32);

beforeEach(() => {
  vi.stubEnv('CHART_LINK_KEY', key);
  vi.stubEnv('PUBLIC_API_URL', '');
  vi.stubEnv('GCLOUD_PROJECT', 'acme');
});

afterEach(() => {
  vi.unstubAllEnvs();
});

it('is nothing without a key', () => {
  vi.stubEnv('CHART_LINK_KEY', ' ');
  expect(chartLinkConfig()).toBeUndefined();
});

it('leads to the address of the functions unless another is given', () => {
  expect(chartLinkConfig()).toEqual({
    keys: [key],
    baseUrl: 'https://us-central1-acme.cloudfunctions.net/api',
    lifetimeDays: 7,
  });
  vi.stubEnv('PUBLIC_API_URL', 'https://api.example.com/');
  vi.stubEnv('CHART_LINK_KEY', `${'n'.repeat(40)}, ${key}`);
  expect(chartLinkConfig()).toMatchObject({
    keys: ['n'.repeat(40), key],
    baseUrl: 'https://api.example.com',
  });
});

it.each([
  ['CHART_LINK_KEY', 'short'],
  ['PUBLIC_API_URL', 'api.example.com'],
])('refuses %s=%s', (name, value) => {
  vi.stubEnv(name, value);
  expect(() => chartLinkConfig()).toThrow(name);
});
