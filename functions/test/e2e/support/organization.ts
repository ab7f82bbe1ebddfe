import { inject } from 'vitest';
import { suiteBackend } from '../../../../scripts/start/backend.mjs';
import { apiClient } from '../../../../scripts/start/job/api-client.mjs';
import { openAccount } from '../../../../scripts/start/job/open-account.mjs';

const signal = new AbortController().signal;

/** A new organization on the suite, and its API with a key of its own: suites share nothing. */
export async function newOrganization() {
  const backend = suiteBackend(inject('suite'));
  const { organizationId, apiKey } = await openAccount(backend, signal);
  const api = apiClient(backend.apiUrl, { Authorization: `Bearer ${apiKey}` }, signal);
  return { organizationId, api };
}

/** An organization founded by a person who is signed in already. */
export function foundOrganization(idToken: string): Promise<{ organizationId: string }> {
  const { apiUrl } = suiteBackend(inject('suite'));
  const person = apiClient(apiUrl, { Authorization: `Bearer ${idToken}` }, signal);
  return person.post('/v1/organizations', { name: 'Another one' });
}

/** Sends one point, so that the organization has a series. */
export async function sendPoint(
  { api }: Awaited<ReturnType<typeof newOrganization>>,
  metric: string,
): Promise<string> {
  const { metrics } = await api.post<{ metrics: { metricId: string }[] }>('/v1/ingest', {
    points: [{ metric, timestamp: new Date().toISOString(), value: 1 }],
  });
  const [made] = metrics;
  if (made === undefined) throw new Error(`${metric} was not made`);
  return made.metricId;
}
