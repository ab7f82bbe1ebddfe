import { describe, expect, it } from 'vitest';
import { testContext } from '../../test/support/context.ts';
import { resourceIds, writeExampleResources } from '../../test/support/example-resources.ts';
import { type TestRequest, testApi, testOrganization } from '../../test/support/http-api.ts';
import { randomId } from '../contracts/ids.ts';
import {
  type Permission,
  keyScopes as permissions,
  personOnlyPermissions,
  rolePermissions,
} from '../contracts/permissions.ts';
import { apiKeyHashCollection, collection, organizationDocument } from '../firestore/collections.ts';
import { makeApiKey } from '../operator/auth/api-key-format.ts';
import { createOrganization } from '../operator/tenancy/create-organization.ts';
import type { ApiRoute } from './routes/define-route.ts';
import { routes } from './routes/index.ts';

/** Queries of routes that do not do without one. */
const neededQueries: Readonly<Record<string, string>> = { getCrossing: '?threshold=50&direction=above' };

/** A request that the route would take: path of example resources, first example of its body. */
function requestOf({ config }: ApiRoute): TestRequest {
  const path = config.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const id = resourceIds[name];
    if (id === undefined)
      throw new Error(`no example resource for {${name}}: add one, so that the route is tested`);
    return id;
  });
  const content = config.request?.body?.content['application/json'] as
    | { examples: Record<string, { value: unknown }> }
    | undefined;
  const body = content === undefined ? {} : { body: Object.values(content.examples)[0]?.value };
  const query = neededQueries[config.operationId] ?? '';
  return { method: config.method.toUpperCase(), path: `${path}${query}`, ...body };
}

/** What the first example of a route asks for beyond what every call of the route needs. */
const neededByExample: Readonly<Record<string, readonly Permission[]>> = {
  detectAnomalies: ['metrics:read'],
  createApiKey: ['metrics:write'],
  changeMemberRole: rolePermissions.viewer,
  createInvitation: rolePermissions.viewer,
  resendInvitation: rolePermissions.viewer,
  updateApiKey: ['metrics:read', 'metrics:write'],
  rotateApiKey: ['metrics:read', 'metrics:write'],
};

const api = testApi();
const { firestore } = api.services;

/** An organization with one of each resource. */
async function populatedOrganization() {
  const organization = await testOrganization();
  const now = new Date('2026-11-20T09:00:00Z');
  await Promise.all([
    writeExampleResources(firestore, organization.orgId),
    organizationDocument(firestore, organization.orgId).set({
      name: 'Acme',
      status: 'active',
      createdAt: now,
      updatedAt: now,
      createdBy: 'user:ada',
    }),
  ]);
  return organization;
}

/** An owner of an organization, as a call names who makes it. */
async function ownerOf(orgId: string): Promise<Pick<TestRequest, 'key' | 'headers'>> {
  const [uid, at] = [randomId('request'), api.services.now()];
  const membership = { uid, role: 'owner', createdAt: at, updatedAt: at } as const;
  await collection(firestore, orgId, 'user_org_memberships').doc(uid).set(membership);
  return { key: `token-of-${uid}`, headers: { 'X-Organization-Id': orgId } };
}

/** Everything that is in an organization, subcollections included. */
async function contentsOf(orgId: string): Promise<Record<string, unknown>> {
  const contents: Record<string, unknown> = {};
  const collections = await firestore.doc(`organizations/${orgId}`).listCollections();
  for (const { path } of collections.filter(({ id }) => id !== 'api_keys')) {
    const { docs } = await firestore.collection(path).get();
    for (const document of docs) contents[document.ref.path] = document.data();
  }
  return contents;
}

const memberRoutes = routes.flatMap((route) =>
  Array.isArray(route.access)
    ? [
        {
          name: `${route.config.method} ${route.config.path}`,
          route,
          needed: route.access as readonly Permission[],
        },
      ]
    : [],
);

describe.each(memberRoutes)('$name', ({ route, needed }) => {
  const request = requestOf(route);
  const hasVariables = route.config.path.includes('{');

  it('needs at least one permission', () => {
    expect(needed.length).toBeGreaterThan(0);
  });

  it('refuses a call without credentials', async () => {
    const answer = await api.call(request);
    expect(answer).toMatchObject({ status: 401, json: { reason: 'CREDENTIALS_MISSING' } });
    expect(answer.headers.get('www-authenticate')).toMatch(/^Bearer/);
  });

  it.each([
    ['a key that nobody made', makeApiKey(), 'API_KEY_INVALID'],
    ['a malformed key', 'iv_short', 'API_KEY_INVALID'],
    ['a forged ID token', 'eyJhbGciOiJub25lIn0.e30.', 'ID_TOKEN_INVALID'],
  ])('refuses %s', async (_, key, reason) => {
    expect(await api.call({ ...request, key })).toMatchObject({ status: 401, json: { reason } });
  });

  it('refuses a key that has every permission but one that it needs', async () => {
    const { keyWith } = await testOrganization();
    for (const missing of needed) {
      const key = await keyWith(permissions.filter((permission) => permission !== missing));
      expect(await api.call({ ...request, key })).toMatchObject({
        status: 403,
        json: { reason: 'PERMISSION_MISSING', permission: missing },
      });
    }
  });

  const isForPeople = needed.some((permission) => personOnlyPermissions.includes(permission));

  it(`lets ${isForPeople ? 'an owner' : 'a key'} pass that has these permissions`, async () => {
    const organization = await populatedOrganization();
    const scopes = [...needed, ...(neededByExample[route.config.operationId] ?? [])];
    const credentials = isForPeople
      ? await ownerOf(organization.orgId)
      : { key: await organization.keyWith(scopes) };
    const answer = await api.call({ ...request, ...credentials });
    expect([401, 403, 405, 415, 500, 503]).not.toContain(answer.status);
    if (hasVariables) expect(answer.status).not.toBe(404);
  });

  it('refuses a key of a disabled organization', async () => {
    const { orgId, key } = await testOrganization();
    const { docs } = await apiKeyHashCollection(firestore).where('orgId', '==', orgId).get();
    await Promise.all(docs.map(({ ref }) => ref.update({ organizationStatus: 'disabled' })));
    expect(await api.call({ ...request, key })).toMatchObject({
      status: 403,
      json: { reason: 'ORGANIZATION_DISABLED' },
    });
  });

  it('does not let a key name another organization', async () => {
    const theirs = await testOrganization();
    const { key } = await testOrganization();
    const headers = { 'X-Organization-Id': theirs.orgId };
    expect(await api.call({ ...request, key, headers })).toMatchObject({
      status: 404,
      json: { reason: 'ORGANIZATION_NOT_FOUND' },
    });
  });

  it('does not let a person act for an organization of others', async () => {
    const { orgId } = await populatedOrganization();
    const headers = { 'X-Organization-Id': orgId };
    expect(await api.call({ ...request, key: 'token-of-mallory', headers })).toMatchObject({
      status: 404,
      json: { reason: 'ORGANIZATION_NOT_FOUND' },
    });
  });

  it('shows and changes nothing of another organization', async () => {
    const theirs = await populatedOrganization();
    const before = await contentsOf(theirs.orgId);
    const { key } = await testOrganization();
    const answer = await api.call({ ...request, key });
    if (hasVariables) expect(answer.status).toBe(404);
    const listsItsKey = ['listApiKeys', 'listAuditLog'].includes(route.config.operationId);
    if (request.method === 'GET' && 'items' in answer.json && !listsItsKey) {
      expect(answer.json.items).toEqual([]);
    }
    expect(answer.text).not.toContain(theirs.orgId);
    expect(await contentsOf(theirs.orgId)).toEqual(before);
  });
});

describe.each(
  routes
    .filter(({ access }) => access === 'person')
    .map((route) => ({ route, name: `${route.config.method} ${route.config.path}` })),
)('$name', ({ route }) => {
  const request = requestOf(route);

  it.each([
    ['no credentials', undefined, 'CREDENTIALS_MISSING'],
    ['a forged ID token', 'eyJhbGciOiJub25lIn0.e30.', 'ID_TOKEN_INVALID'],
    ['an API key', makeApiKey(), 'ID_TOKEN_REQUIRED'],
  ])('refuses %s', async (_, key, reason) => {
    const credentials = key === undefined ? {} : { key };
    expect(await api.call({ ...request, ...credentials })).toMatchObject({ status: 401, json: { reason } });
  });

  it('takes a signed-in person', async () => {
    const { status } = await api.call({ ...request, key: 'token-of-ada' });
    expect([401, 403, 405, 415, 500, 503]).not.toContain(status);
  });
});

describe.each(
  routes.filter(({ access }) => access === 'key').map((route) => ({ route, name: route.config.path })),
)('GET $name', ({ route }) => {
  const request = requestOf(route);

  it.each([
    ['no credentials', undefined, 'CREDENTIALS_MISSING'],
    ['a key that nobody made', makeApiKey(), 'API_KEY_INVALID'],
    ['a forged ID token', 'eyJhbGciOiJub25lIn0.e30.', 'ID_TOKEN_INVALID'],
  ])('refuses %s', async (_, key, reason) => {
    const credentials = key === undefined ? {} : { key };
    expect(await api.call({ ...request, ...credentials })).toMatchObject({ status: 401, json: { reason } });
  });

  it('takes any key, and tells it nothing of another organization', async () => {
    const theirs = await populatedOrganization();
    const { keyWith, orgId } = await testOrganization();
    const answer = await api.call({ ...request, key: await keyWith(['metrics:read']) });
    expect(answer).toMatchObject({ status: 200, json: { organizationId: orgId } });
    expect(answer.text).not.toContain(theirs.orgId);
  });
});

it('asks for credentials everywhere but where the table says anyone', async () => {
  const open = routes.filter(({ access }) => access === 'anyone').map(({ config }) => config.operationId);
  expect(open).toEqual(['getHealth', 'getLinkedChart']);
});

it('lets a member act for the organization that the call names, and for no other', async () => {
  const db = testContext().db;
  const user = { uid: randomId('request') };
  const ctx = { user, db, now: api.services.now(), requestId: 'req_1' };
  const { organizationId } = await createOrganization({ ctx, input: { name: 'Mine' } });
  const call = (headers: Record<string, string>) =>
    api.call({ path: '/v1/organizations/current', key: `token-of-${user.uid}`, headers });
  expect(await call({ 'X-Organization-Id': organizationId })).toMatchObject({
    status: 200,
    json: { organizationId },
  });
  expect(await call({})).toMatchObject({ status: 400, json: { reason: 'ORGANIZATION_HEADER_MISSING' } });
  expect(await call({ 'X-Organization-Id': 'org_other' })).toMatchObject({ status: 404 });
});

it('does not forecast, by id, a metric of another organization', async () => {
  await populatedOrganization();
  const { key } = await testOrganization();
  for (const path of ['/v1/forecast', '/v1/anomalies']) {
    const body = { metricId: resourceIds.metricId, ...(path === '/v1/forecast' ? { horizon: 1 } : {}) };
    expect(await api.call({ method: 'POST', path, key, body })).toMatchObject({
      status: 404,
      json: { reason: 'METRIC_NOT_FOUND' },
    });
  }
});
