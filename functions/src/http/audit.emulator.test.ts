import { describe, expect, it } from 'vitest';
import { auditEntries, ownerOf, writeChangeableResources } from '../../test/support/audited-calls.ts';
import { documentedRequest } from '../../test/support/documented-request.ts';
import { type TestRequest, testApi, testOrganization, testServices } from '../../test/support/http-api.ts';
import { keyScopes, type Permission } from '../contracts/permissions.ts';
import type { ApiRoute } from './routes/define-route.ts';
import { routes } from './routes/index.ts';

const api = testApi({ ...testServices(), proxies: 1 });
const { firestore } = api.services;

/** As the front end passes a call on: what the caller wrote of its address, and the address that it came from. */
const headers = { 'X-Forwarded-For': '198.51.100.1, 203.0.113.7', 'User-Agent': 'audit-test/1' };

const call = (request: TestRequest) => api.call({ ...request, headers: { ...headers, ...request.headers } });

const neededOf = ({ access }: ApiRoute): readonly Permission[] => (typeof access === 'string' ? [] : access);
const mayBeKey = (route: ApiRoute): boolean =>
  route.access !== 'person' && neededOf(route).every((needed) => keyScopes.includes(needed));
const variablesOf = ({ config }: ApiRoute): number[] =>
  config.path.split('/').flatMap((part, index) => (part.startsWith('{') ? [index] : []));

const changing = routes
  .filter(({ config }) => config.method !== 'get')
  .map((route) => ({ name: route.config.operationId, route, request: documentedRequest(route) }));
const actionsOf = ({ audit }: ApiRoute): readonly string[] =>
  typeof audit === 'string' ? [audit] : Array.isArray(audit) ? audit : [];
const audited = changing.filter(({ route }) => actionsOf(route).length > 0);
const silent = changing.filter((one) => !audited.includes(one));
const byMembers = audited.filter(({ route: { access } }) => Array.isArray(access));
/** Whoever accepts an invitation or leaves: what that needs, and what it writes, is tested beside the verbs. */
const byPersons = audited.filter(({ name }) => name === 'createOrganization');
const aboutOne = byMembers.filter(({ route }) => variablesOf(route).length > 0);
const withInput = byMembers.filter((one) => aboutOne.includes(one) || one.request.body !== undefined);
const conditional = byMembers.filter(({ route }) => '412' in route.config.responses);

/** Who may call a route for an organization: an API key, or a person for what no key may do. */
async function callerFor(
  route: ApiRoute,
  { orgId, key }: { readonly orgId: string; readonly key: string },
): Promise<Pick<TestRequest, 'key' | 'headers'>> {
  return mayBeKey(route) ? { key } : ownerOf(firestore, orgId);
}

/** An organization in which the documented call of a route changes something, and what the log has of it from then on. */
async function organizationFor(route: ApiRoute) {
  const organization = await testOrganization();
  await writeChangeableResources(firestore, organization.orgId, route);
  const caller = await callerFor(route, organization);
  const before = await auditEntries(firestore, organization.orgId);
  const written = async () => {
    const after = await auditEntries(firestore, organization.orgId);
    return [...after].filter(([id]) => !before.has(id)).map(([, entry]) => entry);
  };
  return { ...organization, caller, written };
}

describe.each(byMembers)('$name', ({ route, request }) => {
  it('writes the entry that it declares, and no other', async () => {
    const { caller, written } = await organizationFor(route);
    const answer = await call({ ...request, ...caller });
    expect(answer.status).toBeLessThan(300);
    const entries = await written();
    expect(entries.map(({ action }) => action).sort()).toEqual([...actionsOf(route)].sort());
    expect(entries).toMatchObject(
      actionsOf(route).map(() => ({
        actor: expect.stringMatching(mayBeKey(route) ? /^api-key:key_/ : /^user:olga$/),
        address: '203.0.113.7',
        userAgent: headers['User-Agent'],
        requestId: answer.headers.get('x-request-id'),
      })),
    );
    const [entry] = entries;
    const [variable] = variablesOf(route);
    if (variable !== undefined) expect(entry?.resourceId).toBe(request.path.split('/')[variable]);
    else if (mayBeKey(route)) expect(answer.text).toContain(entry?.resourceId);
    expect(entry?.changed.length).toBeGreaterThan(0);
    expect(JSON.stringify(entries)).not.toContain(caller.key);
  });
});

/** A disabled organization makes no key that could be refused, nor does one that is being deleted. */
const withoutKeys = ['enableCurrentOrganization', 'restoreOrganization'];
const withKeys = byMembers.filter(({ name }) => !withoutKeys.includes(name));

describe.each(withKeys)('$name', ({ route, request }) => {
  it('writes none where the caller may not', async () => {
    const { keyWith, written } = await organizationFor(route);
    const [missing] = neededOf(route);
    const key = await keyWith(keyScopes.filter((permission) => permission !== missing));
    const known = await written();
    expect(await call({ ...request, key })).toMatchObject({ status: 403 });
    expect(await written()).toEqual(known);
  });
});

describe.each(withInput)('$name', ({ route, request }) => {
  it('writes none where the input is wrong', async () => {
    const { caller, written } = await organizationFor(route);
    const [variable] = variablesOf(route);
    const path = request.path.split('/').with(variable ?? 0, variable === undefined ? '' : '!');
    const wrong = request.body === undefined ? { path: path.join('/') } : { body: { noSuchField: 1 } };
    const answer = await call({ ...request, ...wrong, ...caller });
    // An id of a person may be anything.
    expect([400, 404]).toContain(answer.status);
    expect(await written()).toEqual([]);
  });
});

describe.each(aboutOne)('$name', ({ route, request }) => {
  it('writes none where the resource belongs to another organization', async () => {
    const theirs = await organizationFor(route);
    const ours = await testOrganization();
    const caller = await callerFor(route, ours);
    const before = await auditEntries(firestore, ours.orgId);
    expect(await call({ ...request, ...caller })).toMatchObject({ status: 404 });
    expect(await theirs.written()).toEqual([]);
    expect(await auditEntries(firestore, ours.orgId)).toEqual(before);
  });
});

describe.each(conditional)('$name', ({ route, request }) => {
  it('writes none where a precondition does not hold', async () => {
    const { caller, written } = await organizationFor(route);
    const precondition = { 'If-Match': '"what-it-was"' };
    const answer = await call({ ...request, ...caller, headers: { ...caller.headers, ...precondition } });
    expect(answer).toMatchObject({ status: 412 });
    expect(await written()).toEqual([]);
  });
});

describe.each(byPersons)('$name', ({ request }) => {
  it('writes the entry that it declares, in the organization that it makes or changes', async () => {
    const answer = await call({ ...request, key: 'token-of-ada' });
    expect(answer.status).toBeLessThan(300);
    const entries = await auditEntries(firestore, String(answer.json.organizationId));
    expect([...entries.values()]).toMatchObject([
      {
        action: 'organization.create',
        actor: 'user:ada',
        address: '203.0.113.7',
        requestId: answer.headers.get('x-request-id'),
      },
    ]);
  });
});

describe.each(silent)('$name', ({ route, request }) => {
  it('writes no entry', async () => {
    const { caller, written } = await organizationFor(route);
    const answer = await call({ ...request, ...caller });
    // Forecasts and detections find no points here; that is as far as the examples go.
    expect([200, 202, 404, 409, 422]).toContain(answer.status);
    expect(await written()).toEqual([]);
  });
});

it('is declared by every route that is no GET', () => {
  expect(changing.filter(({ route }) => route.audit === undefined)).toEqual([]);
  expect([audited.length, silent.length, conditional.length].every((some) => some > 5)).toBe(true);
});
