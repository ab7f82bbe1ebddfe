import { randomBytes } from 'node:crypto';
import { apiClient } from './api-client.mjs';

/** What the demonstration does with its key, and what a person may want to try with it. */
const scopes = [
  'organization:read',
  'metrics:read',
  'metrics:write',
  'forecasts:read',
  'forecasts:write',
  'anomalies:read',
  'anomalies:write',
  'alerts:read',
  'alerts:write',
  'alert-rules:read',
  'alert-rules:write',
  'forecast-jobs:read',
  'forecast-jobs:write',
  'notification-channels:read',
  'notification-channels:write',
  'notification-policies:read',
  'notification-policies:write',
  'notification-deliveries:read',
  'silences:read',
  'silences:write',
];

/**
 * Signs up a person, founds an organization as that person, and makes an API key for it.
 *
 * @param {import('../backend.mjs').Backend} backend
 * @param {AbortSignal} signal
 * @returns {Promise<import('../wire.mjs').JobResult['account']>}
 */
export async function openAccount(backend, signal) {
  const email = `demo-${randomBytes(4).toString('hex')}@example.com`;
  const idToken = await backend.signUp(email, randomBytes(12).toString('base64url'), signal);
  const person = { Authorization: `Bearer ${idToken}` };
  /** @type {{ organizationId: string }} */
  const { organizationId } = await apiClient(backend.apiUrl, person, signal).post('/v1/organizations', {
    name: 'Demo Airlines',
  });
  const owner = apiClient(backend.apiUrl, { ...person, 'X-Organization-Id': organizationId }, signal);
  /** @type {{ key: string }} */
  const { key } = await owner.post('/v1/api-keys', { name: 'demonstration', scopes });
  return { email, organizationId, apiKey: key };
}
