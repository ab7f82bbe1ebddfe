import { describe, expect, it } from 'vitest';
import {
  auditEntries,
  documentedRequest,
  writeChangeableResources,
} from '../../test/support/audited-calls.ts';
import { type TestRequest, testApi, testOrganization, testServices } from '../../test/support/http-api.ts';
import { type Permission, permissions } from '../contracts/permissions.ts';
import type { ApiRoute } from './routes/define-route.ts';
import { routes } from './routes/index.ts';

const api = testApi({ ...testServices(), proxies: 1 });
const { firestore } = api.services;

/** As the front end passes a call on: what the caller wrote of its address, and the address that it came from. */
const headers = { 'X-Forwarded-For': '198.51.100.1, 203.0.113.7', 'User-Agent': 'audit-test/1' };

const call = (request: TestRequest) => api.call({ ...request, headers: { ...headers, ...request.headers } });

const changing = routes.filter(({ config }) => config.method !== 'get');
const named = (some: readonly ApiRoute[]) =>
  some.map((route) => ({ name: route.config.operationId, route, request: documentedRequest(route) }));
const isAudited = ({ audit }: ApiRoute): boolean => typeof audit === 'string';
const isMembers = ({ access }: ApiRoute): boolean => Array.isArray(access);
const audited = changing.filter(isAudited);
const silent = changing.filter((route) => !isAudited(route));

/** An organization in which the documented call of a route changes something, and what the log has of it from then on. */
async function organizationFor(route: ApiRoute) {
  const organization = await testOrganization();
  await writeChangeableResources(firestore, organization.orgId, route);
  const before = await auditEntries(firestore, organization.orgId);
  const written = async () => {
    const after = await auditEntries(firestore, organization.orgId);
    return [...after].filter(([id]) => !before.has(id)).map(([, entry]) => entry);
  };
  return { ...organization, written };
}

const variablesOf = ({ config }: ApiRoute): number[] =>
  config.path.split('/').flatMap((part, index) => (part.startsWith('{') ? [index] : []));

describe.each(named(audited.filter(isMembers)))('$name', ({ route, request }) => {
  it('writes the entry that it declares, and no other', async () => {
    const { key, written } = await organizationFor(route);
    const answer = await call({ ...request, key });
    expect(answer.status).toBeLessThan(300);
    const entries = await written();
    expect(entries).toMatchObject([
      {
        action: route.audit,
        actor: expect.stringMatching(/^api-key:key_/),
        address: '203.0.113.7',
        userAgent: headers['User-Agent'],
        requestId: answer.headers.get('x-request-id'),
      },
    ]);
    const [entry] = entries;
    const [variable] = variablesOf(route);
    if (variable === undefined) expect(answer.text).toContain(entry?.resourceId);
    else expect(entry?.resourceId).toBe(request.path.split('/')[variable]);
    expect(entry?.changed.length).toBeGreaterThan(0);
    expect(JSON.stringify(entries)).not.toContain(key);
  });

  it('writes none where the caller may not', async () => {
    const { keyWith, written } = await organizationFor(route);
    const [missing] = route.access as readonly Permission[];
    const key = await keyWith(permissions.filter((permission) => permission !== missing));
    const known = await written();
    expect(await call({ ...request, key })).toMatchObject({ status: 403 });
    expect(await written()).toEqual(known);
  });

  it('writes none where the input is wrong', async () => {
    const { key, written } = await organizationFor(route);
    const [variable] = variablesOf(route);
    const path = request.path.split('/').with(variable ?? 0, variable === undefined ? '' : '!');
    const wrong = request.body === undefined ? { path: path.join('/') } : { body: { noSuchField: 1 } };
    const answer = await call({ ...request, ...wrong, key });
    expect(answer).toMatchObject({ status: 400, json: { reason: 'VALIDATION_FAILED' } });
    expect(await written()).toEqual([]);
  });
});

describe.each(named(audited.filter((route) => variablesOf(route).length > 0)))(
  '$name',
  ({ route, request }) => {
    it('writes none where the resource is another organization’s', async () => {
      const theirs = await organizationFor(route);
      const ours = await testOrganization();
      const before = await auditEntries(firestore, ours.orgId);
      expect(await call({ ...request, key: ours.key })).toMatchObject({ status: 404 });
      expect(await theirs.written()).toEqual([]);
      expect(await auditEntries(firestore, ours.orgId)).toEqual(before);
    });
  },
);

describe.each(named(audited.filter(({ config }) => '412' in config.responses)))(
  '$name',
  ({ route, request }) => {
    it('writes none where a precondition does not hold', async () => {
      const { key, written } = await organizationFor(route);
      const answer = await call({ ...request, key, headers: { 'If-Match': '"what-it-was"' } });
      expect(answer).toMatchObject({ status: 412 });
      expect(await written()).toEqual([]);
    });
  },
);

describe.each(named(audited.filter(({ access }) => access === 'person')))('$name', ({ route, request }) => {
  it('writes the entry that it declares, in the organization that it makes or changes', async () => {
    const answer = await call({ ...request, key: 'token-of-ada' });
    expect(answer.status).toBeLessThan(300);
    const entries = await auditEntries(firestore, String(answer.json.organizationId));
    expect([...entries.values()]).toMatchObject([
      {
        action: route.audit,
        actor: 'user:ada',
        resourceId: answer.json.organizationId,
        address: '203.0.113.7',
        requestId: answer.headers.get('x-request-id'),
      },
    ]);
  });
});

describe.each(named(silent))('$name', ({ route, request }) => {
  it('writes no entry', async () => {
    const { key, written } = await organizationFor(route);
    const answer = await call({ ...request, key });
    // Forecasts and detections find no points here; that is as far as the examples go.
    expect([200, 202, 404, 409, 422]).toContain(answer.status);
    expect(await written()).toEqual([]);
  });
});

it('is declared by every route that is no GET', () => {
  expect(changing.length).toBeGreaterThan(45);
  expect(changing.filter(({ audit }) => audit === undefined)).toEqual([]);
  expect(audited.length).toBeGreaterThan(30);
});
