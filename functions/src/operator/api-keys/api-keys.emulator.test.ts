import { describe, expect, it } from 'vitest';
import { at, type TestCtx, testContext } from '../../../test/support/context.ts';
import { setStatus } from '../../../test/support/people.ts';
import { apiKeyHashCollection, apiKeyHashDocument, collection } from '../../firestore/collections.ts';
import { hashApiKey, isApiKey } from '../auth/api-key-format.ts';
import { createApiKey } from './create-api-key.ts';
import { getApiKey } from './get-api-key.ts';
import { listApiKeys } from './list-api-keys.ts';
import { revokeApiKey } from './revoke-api-key.ts';

const request = { name: 'agent', scopes: ['metrics:write', 'metrics:read', 'metrics:write'] };
const hashesOf = (ctx: TestCtx) =>
  apiKeyHashCollection(ctx.db.firestore).where('orgId', '==', ctx.orgId).get();

describe('createApiKey', () => {
  it('shows the key once and keeps its hash apart', async () => {
    const ctx = testContext();
    const { key, keyId, ...metadata } = await createApiKey({ ctx, input: request });
    expect(isApiKey(key)).toBe(true);
    expect(metadata).toMatchObject({
      name: 'agent',
      scopes: ['metrics:read', 'metrics:write'],
      hint: `${key.slice(0, 12)}…`,
      metricPrefixes: null,
      addresses: null,
      expiresAt: null,
      createdBy: 'user:ada',
      createdAt: ctx.now,
    });
    expect(ctx.db.meter).toMatchObject({ reads: 1, writes: 3 });
    const kept = await collection(ctx.db.firestore, ctx.orgId, 'api_keys').doc(keyId).get();
    expect(kept.data()).toEqual(metadata);
    expect(JSON.stringify(kept.data())).not.toContain(hashApiKey(key));
    const hash = await apiKeyHashDocument(ctx.db.firestore, hashApiKey(key)).get();
    expect(hash.data()).toMatchObject({ orgId: ctx.orgId, keyId, scopes: ['metrics:read', 'metrics:write'] });
    expect(JSON.stringify(hash.data())).not.toContain(key.slice(3));
  });

  it('marks keys with the environment that it is told, live where it is not', async () => {
    const ctx = testContext();
    expect((await createApiKey({ ctx, input: request })).key).toMatch(/^iv_live_/);
    const emulated = { ...ctx, keyEnvironment: 'test' as const };
    expect((await createApiKey({ ctx: emulated, input: request })).key).toMatch(/^iv_test_/);
  });

  it('keeps restrictions in one spelling, with the hash as with the metadata', async () => {
    const ctx = testContext();
    const created = await createApiKey({
      ctx,
      input: {
        ...request,
        metricPrefixes: ['warehouse.stock', 'orders.', 'warehouse.'],
        addresses: ['2001:DB8::/32', '203.0.113.7/24', '203.0.113.0/24'],
        expiresAt: '2027-01-01T01:00:00+01:00',
      },
    });
    const restrictions = {
      metricPrefixes: ['orders.', 'warehouse.'],
      addresses: ['2001:db8::/32', '203.0.113.0/24'],
      expiresAt: new Date('2027-01-01T00:00:00Z'),
    };
    expect(created).toMatchObject(restrictions);
    const { docs } = await hashesOf(ctx);
    expect(docs.map((document) => document.data())).toEqual([expect.objectContaining(restrictions)]);
  });

  it('refuses scopes that its creator has not, naming them, and writes nothing', async () => {
    const ctx = testContext({ permissions: ['api-keys:write', 'metrics:read'] });
    const input = { name: 'more', scopes: ['metrics:read', 'members:write', 'metrics:write'] };
    await expect(createApiKey({ ctx, input })).rejects.toMatchObject({
      code: 'permission-denied',
      reason: 'SCOPES_EXCEED_PERMISSIONS',
      extensions: { scopes: ['members:write', 'metrics:write'] },
    });
    expect((await hashesOf(ctx)).size).toBe(0);
  });

  it.each([
    ['no scopes', { ...request, scopes: [] }, '/scopes'],
    ['an unknown scope', { ...request, scopes: ['everything'] }, '/scopes/0'],
    ['an expiry in the past', { ...request, expiresAt: '2026-11-21T12:00:00Z' }, '/expiresAt'],
    ['an expiry that is no instant', { ...request, expiresAt: 'soon' }, '/expiresAt'],
    ['an organization', { ...request, orgId: 'org_other' }, '/orgId'],
    ['a scope for people only', { ...request, scopes: ['organization:delete'] }, '/scopes/0'],
    ['a prefix with a wildcard', { ...request, metricPrefixes: ['a*'] }, '/metricPrefixes/0'],
    ['no prefix', { ...request, metricPrefixes: [] }, '/metricPrefixes'],
    ['a host for an address', { ...request, addresses: ['example.com'] }, '/addresses/0'],
    ['no address', { ...request, addresses: [] }, '/addresses'],
  ])('refuses %s', async (_, input, pointer) => {
    await expect(createApiKey({ ctx: testContext(), input })).rejects.toMatchObject({
      code: 'invalid-argument',
      fields: [expect.objectContaining({ pointer })],
    });
  });
});

it.each([
  ['disabled', 'ORGANIZATION_DISABLED'],
  ['deleting', 'ORGANIZATION_DELETING'],
] as const)('makes no key for an organization that became %s a moment ago', async (status, reason) => {
  const ctx = testContext();
  await setStatus(ctx, status);
  await expect(createApiKey({ ctx, input: request })).rejects.toMatchObject({
    reason,
  });
  expect((await hashesOf(ctx)).size).toBe(0);
});

describe('listApiKeys and getApiKey', () => {
  it('give every key of the organization, latest first, page by page, and of no other', async () => {
    const ctx = testContext();
    const names = ['first', 'second', 'third'];
    for (const [minutes, name] of names.entries()) {
      const later = at(ctx, new Date(ctx.now.getTime() + minutes * 60_000));
      await createApiKey({ ctx: later, input: { ...request, name } });
    }
    await createApiKey({ ctx: testContext(), input: { ...request, name: 'of another' } });
    const page = await listApiKeys({ ctx, input: { pageSize: 2 } });
    const rest = await listApiKeys({ ctx, input: { pageSize: 2, pageToken: page.nextPageToken } });
    expect([...page.items, ...rest.items].map(({ name }) => name)).toEqual(['third', 'second', 'first']);
    expect(rest.nextPageToken).toBeNull();
    const { keyId } = page.items[0];
    expect(await getApiKey({ ctx, input: { keyId } })).toEqual(page.items[0]);
  });

  it('list the keys of one state, reading on until a page is full', async () => {
    const ctx = testContext();
    const expiresAt = '2026-11-21T13:00:00Z';
    const make = async (name: string, more = {}) =>
      createApiKey({ ctx, input: { ...request, name, ...more } });
    const { keyId } = await make('revoked');
    await revokeApiKey({ ctx, input: { keyId } });
    await make('ends', { expiresAt });
    await make('lasts');
    await make('revoked while it lasted', { expiresAt }).then((made) =>
      revokeApiKey({ ctx, input: { keyId: made.keyId } }),
    );
    const later = at(ctx, new Date('2026-11-21T13:00:00Z'));
    const namesOf = async (state: string) => {
      const names: string[] = [];
      let pageToken: string | null | undefined;
      do {
        const input = { state, pageSize: 1, ...(pageToken && { pageToken }) };
        const page = await listApiKeys({ ctx: later, input });
        names.push(...page.items.map(({ name }) => name));
        pageToken = page.nextPageToken;
      } while (pageToken !== null);
      return names.sort();
    };
    expect(await namesOf('active')).toEqual(['lasts']);
    expect(await namesOf('expired')).toEqual(['ends']);
    expect(await namesOf('revoked')).toEqual(['revoked', 'revoked while it lasted']);
    await expect(listApiKeys({ ctx, input: { state: 'gone' } })).rejects.toMatchObject({
      fields: [expect.objectContaining({ pointer: '/state' })],
    });
  });

  it('read keys from before restrictions and rotation as unrestricted ones', async () => {
    const ctx = testContext();
    const { keyId } = await createApiKey({ ctx, input: request });
    const reference = ctx.db.firestore.doc(`organizations/${ctx.orgId}/api_keys/${keyId}`);
    const { metricPrefixes, addresses, rotatedAt, overlapUntil, ...former } =
      (await reference.get()).data() ?? {};
    await reference.set({ ...former, hint: 'iv_Zk3q…' });
    expect(await getApiKey({ ctx, input: { keyId } })).toMatchObject({
      ...{ hint: 'iv_Zk3q…', metricPrefixes: null, addresses: null, rotatedAt: null, overlapUntil: null },
    });
    expect([metricPrefixes, addresses, rotatedAt, overlapUntil]).toEqual([null, null, null, null]);
  });

  it('do not find a key of another organization', async () => {
    const { keyId } = await createApiKey({ ctx: testContext(), input: request });
    await expect(getApiKey({ ctx: testContext(), input: { keyId } })).rejects.toMatchObject({
      code: 'not-found',
      reason: 'API_KEY_NOT_FOUND',
    });
  });
});

describe('revokeApiKey', () => {
  it('deletes the hash, keeps the metadata, and changes nothing the second time', async () => {
    const ctx = testContext();
    const { keyId } = await createApiKey({ ctx, input: request });
    const other = await createApiKey({ ctx, input: request });
    const revoked = await revokeApiKey({ ctx, input: { keyId } });
    expect(revoked.revokedAt).toEqual(ctx.now);
    const hashes = (await hashesOf(ctx)).docs.map((snapshot) => snapshot.data().keyId);
    expect(hashes).toEqual([other.keyId]);
    const later = at(ctx, new Date('2026-11-22T00:00:00Z'));
    expect(await revokeApiKey({ ctx: later, input: { keyId } })).toEqual(revoked);
    expect(later.db.meter.writes).toBe(0);
    expect(await getApiKey({ ctx, input: { keyId } })).toEqual(revoked);
  });

  it('does not reach a key of another organization', async () => {
    const owner = testContext();
    const { keyId } = await createApiKey({ ctx: owner, input: request });
    await expect(revokeApiKey({ ctx: testContext(), input: { keyId } })).rejects.toMatchObject({
      code: 'not-found',
    });
    expect((await hashesOf(owner)).size).toBe(1);
  });
});

it.each([
  ['createApiKey', createApiKey, 'api-keys:write'],
  ['revokeApiKey', revokeApiKey, 'api-keys:write'],
  ['listApiKeys', listApiKeys, 'api-keys:read'],
  ['getApiKey', getApiKey, 'api-keys:read'],
] as const)('%s asks for its permission before anything else', async (_, verb, permission) => {
  const ctx = testContext({ permissions: ['organization:write', 'members:write', 'metrics:write'] });
  await expect(verb({ ctx, input: null })).rejects.toMatchObject({
    code: 'permission-denied',
    extensions: { permission },
  });
  expect(ctx.db.meter).toMatchObject({ reads: 0, writes: 0 });
});
