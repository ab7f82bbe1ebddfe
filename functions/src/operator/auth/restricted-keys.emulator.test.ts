import { describe, expect, it } from 'vitest';
import { testContext } from '../../../test/support/context.ts';
import { HeldWork } from '../../../test/support/held-work.ts';
import { keyScopes, type Permission, personOnlyPermissions } from '../../contracts/permissions.ts';
import { apiKeyHashDocument } from '../../firestore/collections.ts';
import { Database } from '../../firestore/database.ts';
import { createApiKey } from '../api-keys/create-api-key.ts';
import { rotateApiKey } from '../api-keys/rotate-api-key.ts';
import { hashApiKey, makeApiKey } from './api-key-format.ts';
import { AuthMemory } from './auth-memory.ts';
import { authenticate } from './authenticate.ts';
import { wrongPerMinute } from './wrong-credentials.ts';

const ctx = testContext();
const request = { name: 'agent', scopes: ['metrics:write', 'api-keys:write'] };

/** One instance, called from an address. */
function instance() {
  const memory = new AuthMemory();
  return async (authorization: string, address: string | null, now = ctx.now) => {
    const db = new Database(ctx.db.firestore);
    const found = authenticate({
      headers: { authorization: `Bearer ${authorization}`, organization: undefined },
      ...{ db, tasks: ctx.tasks, now, memory, deferred: new HeldWork() },
      origin: { address, userAgent: null },
      verifyIdToken: () => Promise.reject(new Error('forged')),
    });
    const outcome = await found.then(
      () => 'let in',
      (error: { reason: string }) => error.reason,
    );
    return { outcome, found, reads: db.meter.reads };
  };
}

describe('a key that is restricted to addresses', () => {
  it.each([
    ['203.0.113.77', 'let in'],
    ['2001:db8:7::1', 'let in'],
    ['203.0.114.1', 'API_KEY_ADDRESS_REFUSED'],
    ['2001:db9::1', 'API_KEY_ADDRESS_REFUSED'],
    [null, 'API_KEY_ADDRESS_REFUSED'],
  ])('that calls from %s: %s, remembered or not', async (address, expected) => {
    const addresses = ['203.0.113.0/24', '2001:db8::/32'];
    const { key } = await createApiKey({ ctx, input: { ...request, addresses } });
    const call = instance();
    expect([await call(key, address), await call(key, address)]).toMatchObject([
      { outcome: expected, reads: 1 },
      { outcome: expected, reads: 0 },
    ]);
  });
});

it('what a key may do, and until when, is handed on with its restrictions', async () => {
  const restrictions = { metricPrefixes: ['orders.'], addresses: ['203.0.113.7'] };
  const expiresAt = new Date('2027-01-01T00:00:00Z');
  const input = { ...request, ...restrictions, expiresAt: expiresAt.toISOString() };
  const { key, keyId } = await createApiKey({ ctx, input });
  const call = instance();
  expect(await (await call(key, '203.0.113.7')).found).toMatchObject({
    restrictions: { ...restrictions, expiresAt },
  });
  await rotateApiKey({ ctx, input: { keyId, overlapSeconds: 60 } });
  const overlapUntil = new Date(ctx.now.getTime() + 60_000);
  expect(await (await instance()(key, '203.0.113.7')).found).toMatchObject({
    restrictions: { ...restrictions, expiresAt: overlapUntil },
  });
});

it('a key from before checksums still works, and reads as unrestricted', async () => {
  const key = `iv_${'aB3-_xYz'.repeat(4)}`.slice(0, 35);
  const former = { orgId: ctx.orgId, keyId: 'key_former', scopes: ['metrics:read'] };
  await ctx.db.firestore
    .doc(`api_key_hashes/${hashApiKey(key)}`)
    .set({ ...former, expiresAt: null, lastUsedAt: null, organizationStatus: 'active' });
  expect(await (await instance()(key, null)).found).toMatchObject({
    permissions: new Set(['metrics:read']),
    restrictions: { metricPrefixes: null, addresses: null, expiresAt: null },
  });
});

it('no key has what is for people only, whatever stands in its document', async () => {
  const { key } = await createApiKey({ ctx, input: request });
  const scopes: Permission[] = [...personOnlyPermissions, 'metrics:read'];
  await apiKeyHashDocument(ctx.db.firestore, hashApiKey(key)).update({ scopes });
  const { permissions } = await (await instance()(key, null)).found;
  expect(permissions).toEqual(new Set(['metrics:read']));
  expect(keyScopes.filter((scope) => personOnlyPermissions.includes(scope))).toEqual([]);
});

describe('an address that sends wrong credentials', () => {
  const wrong = () => makeApiKey();

  it('is refused before any look-up after twenty, and no other address is', async () => {
    const call = instance();
    for (let sent = 0; sent < wrongPerMinute; sent += 1) {
      expect(await call(wrong(), '203.0.113.7')).toMatchObject({ outcome: 'API_KEY_INVALID', reads: 1 });
    }
    const refused = { outcome: 'TOO_MANY_WRONG_CREDENTIALS', reads: 0 };
    expect(await call(wrong(), '203.0.113.7')).toMatchObject(refused);
    expect(await call('iv_mistyped', '203.0.113.7')).toMatchObject(refused);
    expect(await call(wrong(), '203.0.113.8')).toMatchObject({ outcome: 'API_KEY_INVALID', reads: 1 });
    const later = new Date(ctx.now.getTime() + 3_000);
    expect(await call(wrong(), '203.0.113.7', later)).toMatchObject({ outcome: 'API_KEY_INVALID' });
  });

  it('does not lock out a right key that works there, and one that is new there for as long only', async () => {
    const [known, fresh] = await Promise.all([
      createApiKey({ ctx, input: request }),
      createApiKey({ ctx, input: request }),
    ]);
    const call = instance();
    await call(known.key, '203.0.113.7');
    for (let sent = 0; sent <= wrongPerMinute; sent += 1) await call('iv_mistyped', '203.0.113.7');
    expect(await call(known.key, '203.0.113.7')).toMatchObject({ outcome: 'let in', reads: 0 });
    expect(await call(fresh.key, '203.0.113.7')).toMatchObject({ outcome: 'TOO_MANY_WRONG_CREDENTIALS' });
    const later = new Date(ctx.now.getTime() + 3_000);
    expect(await call(fresh.key, '203.0.113.7', later)).toMatchObject({ outcome: 'let in' });
  });

  it('is refused for the same wrong key again and again, and for ID tokens by a count of their own', async () => {
    const call = instance();
    const key = wrong();
    for (let sent = 0; sent < wrongPerMinute; sent += 1) await call(key, '203.0.113.7');
    expect(await call(key, '203.0.113.7')).toMatchObject({ outcome: 'TOO_MANY_WRONG_CREDENTIALS', reads: 0 });
    for (let sent = 0; sent < wrongPerMinute; sent += 1) {
      expect(await call('eyJ.e30.x', '203.0.113.7')).toMatchObject({ outcome: 'ID_TOKEN_INVALID' });
    }
    expect(await call('eyJ.e30.x', '203.0.113.7')).toMatchObject({ outcome: 'TOO_MANY_WRONG_CREDENTIALS' });
  });
});
