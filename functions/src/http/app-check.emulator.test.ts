import { describe, expect, it } from 'vitest';
import { testApi, testOrganization, testServices } from '../../test/support/http-api.ts';
import { randomId } from '../contracts/ids.ts';

/** Takes the one token of this test, as Firebase would; its words are for the log. */
const verifyAppCheck = async (token: string) => {
  if (token !== 'attested') throw new Error(`Decoding App Check token failed: ${token}`);
};

const api = testApi({ ...testServices(), verifyAppCheck });

const found = (headers: Record<string, string>, uid: string = randomId('request')) =>
  api.call({
    method: 'POST',
    path: '/v1/organizations',
    key: `token-of-${uid}`,
    body: { name: 'Acme' },
    headers,
  });

describe('where App Check is required', () => {
  it.each([
    ['no token', {}],
    ['an empty one', { 'X-Firebase-AppCheck': '' }],
    ['a forged one', { 'X-Firebase-AppCheck': 'forged' }],
  ])('a person with %s is refused', async (_, headers) => {
    const answer = await found(headers as Record<string, string>);
    expect(answer).toMatchObject({ status: 401, json: { reason: 'APP_CHECK_FAILED' } });
    expect(answer.text).not.toContain('Decoding');
  });

  it('a person in an attested app acts, for an organization too', async () => {
    const uid = randomId('request');
    const attested = { 'X-Firebase-AppCheck': 'attested' };
    const { status, json } = await found(attested, uid);
    expect(status).toBe(201);
    const current = (headers: Record<string, string>) =>
      api.call({
        path: '/v1/organizations/current',
        key: `token-of-${uid}`,
        headers: { 'X-Organization-Id': String(json.organizationId), ...headers },
      });
    expect((await current(attested)).status).toBe(200);
    expect((await current({})).json.reason).toBe('APP_CHECK_FAILED');
  });

  it('a program with an API key needs none', async () => {
    const { key } = await testOrganization();
    expect((await api.call({ path: '/v1/metrics', key })).status).toBe(200);
    expect((await api.call({ path: '/health' })).status).toBe(200);
  });
});

it('nobody is asked where it is not', async () => {
  const key = `token-of-${randomId('request')}`;
  const call = { method: 'POST', path: '/v1/organizations', key, body: { name: 'Acme' } };
  expect((await testApi().call(call)).status).toBe(201);
});
