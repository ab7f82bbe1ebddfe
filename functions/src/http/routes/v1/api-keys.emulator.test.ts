import { describe, expect, it } from 'vitest';
import {
  type TestRequest,
  testApi,
  testOrganization,
  testServices,
} from '../../../../test/support/http-api.ts';
import { makeApiKey } from '../../../operator/auth/api-key-format.ts';

/** The API behind one proxy of our own, which says where callers are. */
const api = testApi({ ...testServices(), proxies: 1 });

/** A call that the proxy says came from there; what the caller wrote itself stands before it. */
const from = (address: string, request: TestRequest) =>
  api.call({
    ...request,
    headers: { ...request.headers, 'X-Forwarded-For': `198.51.100.9, ${address}` },
  });

/** What the last request cost, as the access log says it. */
const costs = () => {
  const entry = api.services.entries.at(-1);
  return { reads: entry?.documentReads, writes: entry?.documentWrites };
};

async function madeKey(input: object): Promise<{ key: string; keyId: string; admin: string }> {
  const { key: admin } = await testOrganization();
  const body = { name: 'agent', scopes: ['metrics:read', 'metrics:write'], ...input };
  const { json } = await api.call({ method: 'POST', path: '/v1/api-keys', key: admin, body });
  return { key: String(json.key), keyId: String(json.keyId), admin };
}

describe('the life of a key', () => {
  it('is made, seen, changed, rotated, listed and revoked', async () => {
    const { key: old, keyId, admin } = await madeKey({});
    const path = `/v1/api-keys/${keyId}`;
    expect(old).toMatch(/^iv_test_[0-9A-Za-z]{39}$/);
    expect(await api.call({ path: '/v1/api-keys/current', key: old })).toMatchObject({
      status: 200,
      json: { keyId, scopes: ['metrics:read', 'metrics:write'], metricPrefixes: null, expiresAt: null },
    });
    const body = { name: 'gateway', metricPrefixes: ['orders.'] };
    const headers = { 'Content-Type': 'application/merge-patch+json' };
    expect(await api.call({ method: 'PATCH', path, key: admin, body, headers })).toMatchObject({
      status: 200,
      json: body,
    });
    const rotated = await api.call({ method: 'POST', path: `${path}/rotate`, key: admin });
    const { key, overlapUntil } = rotated.json;
    expect([rotated.status, overlapUntil]).toEqual([200, '2026-11-22T12:00:00.000Z']);
    expect(rotated.headers.get('cache-control')).toBe('no-store');
    for (const secret of [old, String(key)]) {
      const current = await api.call({ path: '/v1/api-keys/current', key: secret });
      expect(current).toMatchObject({ status: 200, json: { keyId, ...body } });
    }
    expect((await api.call({ path: '/v1/api-keys?state=active', key: admin })).json.items).toHaveLength(2);
    expect(await api.call({ method: 'DELETE', path, key: admin })).toMatchObject({ status: 200 });
    for (const secret of [old, String(key)]) {
      expect(await api.call({ path: '/v1/api-keys/current', key: secret })).toMatchObject({
        status: 401,
        json: { reason: 'API_KEY_INVALID' },
      });
    }
    const revoked = await api.call({ path: '/v1/api-keys?state=revoked', key: admin });
    expect(revoked.json.items).toMatchObject([{ keyId }]);
    expect(revoked.text + rotated.headers).not.toContain(String(key).slice(12));
  });

  it.each([-1, 604_801, 0.5, '60'])('takes no overlap of %j seconds', async (overlapSeconds) => {
    const { keyId, admin } = await madeKey({});
    const path = `/v1/api-keys/${keyId}/rotate`;
    const answer = await api.call({ method: 'POST', path, key: admin, body: { overlapSeconds } });
    expect(answer).toMatchObject({ status: 400, json: { errors: [{ pointer: '/overlapSeconds' }] } });
  });

  it('is told to no person', async () => {
    const headers = { 'X-Organization-Id': 'org_nowhere' };
    const answer = await api.call({ path: '/v1/api-keys/current', key: 'token-of-ada', headers });
    expect(answer.status).toBe(404);
  });
});

describe('a key that is restricted to addresses', () => {
  it('is taken from where the proxy says, whatever the caller writes, and told where it is', async () => {
    const { key } = await madeKey({ addresses: ['203.0.113.0/24'] });
    const current = { path: '/v1/api-keys/current', key };
    expect(await from('203.0.113.7', current)).toMatchObject({
      status: 200,
      json: { address: '203.0.113.7' },
    });
    expect(await from('198.51.100.9', current)).toMatchObject({
      status: 403,
      json: { reason: 'API_KEY_ADDRESS_REFUSED', address: '198.51.100.9' },
    });
    const spoofed = { ...current, headers: { 'X-Forwarded-For': '203.0.113.7, 198.51.100.9' } };
    expect((await api.call(spoofed)).status).toBe(403);
    expect((await api.call(current)).status).toBe(403);
  });
});

it('wrong keys of one address are refused for a while, and the right one there still works', async () => {
  const { key } = await madeKey({});
  const current = (credentials: string) =>
    from('192.0.2.1', { path: '/v1/api-keys/current', key: credentials });
  expect((await current(key)).status).toBe(200);
  for (let sent = 0; sent < 20; sent += 1) expect((await current(makeApiKey())).status).toBe(401);
  const refused = await current(makeApiKey());
  expect(refused).toMatchObject({ status: 429, json: { reason: 'TOO_MANY_WRONG_CREDENTIALS' } });
  expect(refused.headers.get('retry-after')).toBe('3');
  expect(costs()).toEqual({ reads: 0, writes: 0 });
  expect((await current(key)).status).toBe(200);
  expect((await from('192.0.2.2', { path: '/v1/api-keys/current', key: makeApiKey() })).status).toBe(401);
});

it('a warm key costs an ingest request no read, and no write beyond the points', async () => {
  const { key } = await madeKey({ metricPrefixes: ['orders.'], addresses: ['203.0.113.0/24'] });
  const send = async (value: number) => {
    const points = [['2026-11-21T11:00:00Z', value]];
    const body = { series: [{ metric: 'orders.open', points }] };
    const answer = await from('203.0.113.7', { method: 'POST', path: '/v1/ingest', key, body });
    expect(answer.status).toBe(200);
    return costs();
  };
  const cold = await send(1);
  const warm = await send(2);
  expect(cold.reads).toBeGreaterThan(0);
  // One chunk document holds the point.
  expect(warm).toEqual({ reads: 0, writes: 1 });
  await api.services.deferred.run();
  expect(await send(3)).toEqual({ reads: 0, writes: 1 });
});
