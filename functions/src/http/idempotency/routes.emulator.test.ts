import { describe, expect, it } from 'vitest';
import { testApi, testOrganization, testServices } from '../../../test/support/http-api.ts';
import { randomId } from '../../contracts/ids.ts';
import { routes } from '../routes/index.ts';

const api = testApi();
const { firestore, entries } = api.services;
const idempotencyKey = '0b9c1f0e-6a55-4b7f-9a53-2f1f0a3c8d11';
const headers = { 'Idempotency-Key': idempotencyKey };

const keysOf = async (path: string) =>
  (await firestore.collection(`${path}/idempotency_keys`).get()).docs.map((document) => document.data());

interface HeaderSchemas {
  readonly shape: Readonly<Record<string, { safeParse(value: unknown): { readonly success: boolean } }>>;
}

describe('an answer that holds a secret', () => {
  const body = { name: 'agent', scopes: ['metrics:write'] };

  it('is given again, and stands nowhere in clear', async () => {
    const { orgId, key } = await testOrganization();
    const create = () => api.call({ method: 'POST', path: '/v1/api-keys', key, body, headers });
    const [first, second] = [await create(), await create()];
    expect([first.status, second.text]).toEqual([201, first.text]);
    const kept = await keysOf(`organizations/${orgId}`);
    expect(kept).toHaveLength(1);
    const dump = JSON.stringify(kept, (_, value) =>
      value?.type === 'Buffer' ? Buffer.from(value.data).toString('latin1') : value,
    );
    expect(dump).toContain('"status":201');
    for (const secret of [first.json.key as string, idempotencyKey, 'key_'])
      expect(dump).not.toContain(secret);
  });

  it('wants a key that is hard to guess', async () => {
    const { key } = await testOrganization();
    const call = {
      method: 'POST',
      path: '/v1/api-keys',
      key,
      body,
      headers: { 'Idempotency-Key': 'monday' },
    };
    expect(await api.call(call)).toMatchObject({
      status: 400,
      json: { errors: [{ pointer: '/Idempotency-Key', detail: 'expected 20 to 255 characters' }] },
    });
  });

  it('is known as one wherever an example of an answer has a secret', () => {
    const secretName = /^(?:key|secret|signingSecret|token|invitationToken)$/;
    const answering = routes.filter(({ config }) =>
      Object.values(config.responses).some((response) => {
        const { example } =
          (response as { content?: Record<string, { example?: object }> }).content?.['application/json'] ??
          {};
        return Object.keys(example ?? {}).some((name) => secretName.test(name));
      }),
    );
    const posts = answering.filter(({ config }) => config.method === 'post');
    expect(posts.length).toBeGreaterThanOrEqual(3);
    for (const { config } of posts) {
      const headerSchemas = config.request?.headers as unknown as HeaderSchemas;
      const parsed = headerSchemas.shape['Idempotency-Key']?.safeParse('monday');
      expect(parsed?.success, config.operationId).toBe(false);
    }
  });
});

it('adds two writes to a batch of points, none to its repetition, and no read to the first', async () => {
  const { orgId, key } = await testOrganization();
  const ingest = async (at: string, more: Record<string, string> = {}) => {
    const body = { series: [{ metric: 'visits', points: [[at, 1]] }] };
    const { status } = await api.call({ method: 'POST', path: '/v1/ingest', key, body, headers: more });
    const entry = entries.at(-1);
    return [status, entry?.documentReads, entry?.documentWrites];
  };
  await ingest('2026-11-21T03:00:00Z');
  const [, reads, writes] = await ingest('2026-11-21T04:00:00Z');
  expect(await ingest('2026-11-21T05:00:00Z', headers)).toEqual([200, reads, Number(writes) + 2]);
  expect(await ingest('2026-11-21T05:00:00Z', headers)).toEqual([200, 1, 0]);
  expect(await keysOf(`organizations/${orgId}`)).toHaveLength(1);
});

it('founds one organization for a person, whose keys are not those of others', async () => {
  const [ada, grace] = [randomId('request'), randomId('request')];
  const found = (uid: string) =>
    api.call({
      method: 'POST',
      path: '/v1/organizations',
      key: `token-of-${uid}`,
      body: { name: 'Acme' },
      headers,
    });
  const [first, second, other] = [await found(ada), await found(ada), await found(grace)];
  expect(second.json).toEqual(first.json);
  expect(other.json.organizationId).not.toBe(first.json.organizationId);
  expect(await keysOf(`users/${ada}`)).toHaveLength(1);
});

it("fails in the form of TimeGPT's clients where that is what they read", async () => {
  const { key } = await testOrganization();
  const ask = (h: number) => {
    const y = Array.from({ length: 30 }, (_, at) => at % 7);
    const body = { series: { y, sizes: [30] }, freq: 'D', h };
    return api.call({ method: 'POST', path: '/v2/forecast', key, body, headers });
  };
  const [first, second, other] = [await ask(7), await ask(7), await ask(8)];
  expect([first.status, second.text === first.text]).toEqual([200, true]);
  expect(other).toMatchObject({ status: 422, json: { code: 'IDEMPOTENCY_KEY_REUSED', data: null } });
});

it('is known to every operation that posts, and to no other', () => {
  for (const { config } of routes) {
    const names = Object.keys((config.request?.headers as { shape?: object } | undefined)?.shape ?? {});
    expect(names.includes('Idempotency-Key'), config.operationId).toBe(config.method === 'post');
  }
});

it('does nothing where it is sent to read', async () => {
  const services = testServices();
  const { key, orgId } = await testOrganization();
  const read = () => testApi(services).call({ path: '/v1/metrics', key, headers });
  expect([(await read()).status, (await read()).headers.get('idempotent-replayed')]).toEqual([200, null]);
  expect(await keysOf(`organizations/${orgId}`)).toEqual([]);
});
