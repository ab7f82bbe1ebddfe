import { describe, expect, it } from 'vitest';
import { at, type TestCtx, testContext } from '../../../test/support/context.ts';
import { HeldWork } from '../../../test/support/held-work.ts';
import { apiKeyHashCollection, collection } from '../../firestore/collections.ts';
import { Database } from '../../firestore/database.ts';
import { AuthMemory } from '../auth/auth-memory.ts';
import { authenticate } from '../auth/authenticate.ts';
import { createApiKey } from './create-api-key.ts';
import { getApiKey } from './get-api-key.ts';
import { revokeApiKey } from './revoke-api-key.ts';
import { rotateApiKey } from './rotate-api-key.ts';
import { updateApiKey } from './update-api-key.ts';

const request = { name: 'agent', scopes: ['metrics:read', 'metrics:write'] };
const later = (ctx: TestCtx, seconds: number) => at(ctx, new Date(ctx.now.getTime() + seconds * 1_000));

/** What a key grants at the time of `ctx`, in an instance that has not seen it unless one is named. */
const use = (ctx: TestCtx, key: string, memory = new AuthMemory()) =>
  authenticate({
    headers: { 'x-api-key': key },
    ...{ db: new Database(ctx.db.firestore), tasks: ctx.tasks, now: ctx.now, memory },
    deferred: new HeldWork(),
    verifyIdToken: () => Promise.reject(new Error('nobody signs in here')),
  });

const stateOf = (ctx: TestCtx, key: string) =>
  use(ctx, key).then(
    () => 'works',
    (error: { reason: string }) => error.reason,
  );

const hashesOf = async (ctx: TestCtx) =>
  (await apiKeyHashCollection(ctx.db.firestore).where('orgId', '==', ctx.orgId).get()).docs.map((one) =>
    one.data(),
  );

const auditOf = async (ctx: TestCtx) =>
  (await collection(ctx.db.firestore, ctx.orgId, 'audit_log').get()).docs
    .map((one) => one.data())
    .sort((a, b) => a.at.getTime() - b.at.getTime());

describe('rotateApiKey', () => {
  it('gives the same key a new secret, and takes that of before until the overlap ends', async () => {
    const ctx = testContext();
    const { key: old, keyId, ...made } = await createApiKey({ ctx, input: request });
    const rotated = await rotateApiKey({ ctx: later(ctx, 60), input: { keyId, overlapSeconds: 3_600 } });
    const { key, hint, rotatedAt, overlapUntil, ...rest } = rotated;
    expect(rest).toEqual({ ...made, keyId, hint: undefined, rotatedAt: undefined, overlapUntil: undefined });
    expect(key).not.toBe(old);
    expect(hint).toBe(`${key.slice(0, 12)}…`);
    expect([rotatedAt, overlapUntil]).toEqual([later(ctx, 60).now, later(ctx, 3_660).now]);
    expect(await stateOf(later(ctx, 3_659), old)).toBe('works');
    expect(await stateOf(later(ctx, 3_660), old)).toBe('API_KEY_EXPIRED');
    expect(await stateOf(later(ctx, 1_000_000), key)).toBe('works');
    const { actor, permissions } = await use(later(ctx, 60), old);
    expect({ actor, permissions }).toMatchObject(
      await use(later(ctx, 60), key).then(({ actor, permissions }) => ({ actor, permissions })),
    );
    expect(JSON.stringify([await hashesOf(ctx), await auditOf(ctx)])).not.toContain(key.slice(8));
  });

  it('ends the secret of before at once where there is to be no overlap', async () => {
    const ctx = testContext();
    const { key: old, keyId } = await createApiKey({ ctx, input: request });
    const { key, overlapUntil } = await rotateApiKey({ ctx, input: { keyId, overlapSeconds: 0 } });
    expect(overlapUntil).toBeNull();
    expect([await stateOf(ctx, old), await stateOf(ctx, key)]).toEqual(['API_KEY_INVALID', 'works']);
  });

  it('leaves two secrets at the most: rotated twice, the oldest ends at once', async () => {
    const ctx = testContext();
    const { key: first, keyId } = await createApiKey({ ctx, input: request });
    const overlap = { keyId, overlapSeconds: 3_600 };
    const { key: second } = await rotateApiKey({ ctx, input: overlap });
    const { key: third } = await rotateApiKey({ ctx: later(ctx, 1), input: overlap });
    const states = [first, second, third].map((key) => stateOf(later(ctx, 2), key));
    expect(await Promise.all(states)).toEqual(['API_KEY_INVALID', 'works', 'works']);
    expect(await hashesOf(ctx)).toHaveLength(2);
  });

  it('leaves two secrets at the most when it is done at once, five times', async () => {
    const ctx = testContext();
    const { keyId } = await createApiKey({ ctx, input: request });
    const rotated = await Promise.all(
      Array.from({ length: 5 }, () => rotateApiKey({ ctx, input: { keyId, overlapSeconds: 60 } })),
    );
    const states = await Promise.all(rotated.map(({ key }) => stateOf(ctx, key)));
    expect(states.filter((state) => state === 'works')).toHaveLength(2);
    expect(await hashesOf(ctx)).toHaveLength(2);
  });

  it('refuses a key that was revoked or has expired, and that of another organization', async () => {
    const ctx = testContext();
    const ended = await createApiKey({
      ctx,
      input: { ...request, expiresAt: later(ctx, 1).now.toISOString() },
    });
    const rotate = (by: TestCtx) =>
      rotateApiKey({ ctx: by, input: { keyId: ended.keyId, overlapSeconds: 0 } });
    await expect(rotate(later(ctx, 1))).rejects.toMatchObject({
      code: 'failed-precondition',
      reason: 'API_KEY_ENDED',
    });
    await expect(rotate(testContext())).rejects.toMatchObject({ reason: 'API_KEY_NOT_FOUND' });
    await revokeApiKey({ ctx, input: { keyId: ended.keyId } });
    await expect(rotate(ctx)).rejects.toMatchObject({ reason: 'API_KEY_REVOKED' });
  });
});

describe('updateApiKey', () => {
  it('changes what is said and leaves the rest, for the secret that is being replaced, too', async () => {
    const ctx = testContext();
    const { key: old, keyId } = await createApiKey({ ctx, input: request });
    const { key } = await rotateApiKey({ ctx, input: { keyId, overlapSeconds: 3_600 } });
    const patch = { name: 'gateway', scopes: ['metrics:write' as const], metricPrefixes: ['orders.'] };
    const updated = await updateApiKey({ ctx, input: { keyId, patch } });
    expect(updated).toMatchObject({ ...patch, addresses: null, expiresAt: null });
    expect(await getApiKey({ ctx, input: { keyId } })).toEqual(updated);
    for (const secret of [old, key]) {
      expect(await use(ctx, secret)).toMatchObject({
        permissions: new Set(['metrics:write']),
        restrictions: { metricPrefixes: ['orders.'] },
      });
    }
    const freed = await updateApiKey({ ctx, input: { keyId, patch: { metricPrefixes: null } } });
    expect(freed).toEqual({ ...updated, metricPrefixes: null });
  });

  it('brings an expired key back by a later end, and an earlier one ends it', async () => {
    const ctx = testContext();
    const { key, keyId } = await createApiKey({
      ctx,
      input: { ...request, expiresAt: later(ctx, 10).now.toISOString() },
    });
    const update = (expiresAt: Date) =>
      updateApiKey({ ctx: later(ctx, 20), input: { keyId, patch: { expiresAt } } });
    expect(await stateOf(later(ctx, 20), key)).toBe('API_KEY_EXPIRED');
    await update(later(ctx, 40).now);
    expect(await stateOf(later(ctx, 30), key)).toBe('works');
    await update(later(ctx, 25).now);
    expect(await stateOf(later(ctx, 30), key)).toBe('API_KEY_EXPIRED');
    await expect(update(later(ctx, 20).now)).rejects.toMatchObject({ reason: 'VALIDATION_FAILED' });
  });

  it('refuses a revoked key and that of another organization, and writes nothing for nothing', async () => {
    const ctx = testContext();
    const { keyId } = await createApiKey({ ctx, input: request });
    const idle = later(ctx, 1);
    await updateApiKey({ ctx: idle, input: { keyId, patch: {} } });
    expect(idle.db.meter.writes).toBe(0);
    const update = (by: TestCtx) => updateApiKey({ ctx: by, input: { keyId, patch: { name: 'other' } } });
    await expect(update(testContext())).rejects.toMatchObject({ reason: 'API_KEY_NOT_FOUND' });
    await revokeApiKey({ ctx, input: { keyId } });
    await expect(update(ctx)).rejects.toMatchObject({
      code: 'failed-precondition',
      reason: 'API_KEY_REVOKED',
    });
  });
});

it('revoking ends every secret of a key', async () => {
  const ctx = testContext();
  const { key: old, keyId } = await createApiKey({ ctx, input: request });
  const { key } = await rotateApiKey({ ctx, input: { keyId, overlapSeconds: 3_600 } });
  await revokeApiKey({ ctx, input: { keyId } });
  expect([await stateOf(ctx, old), await stateOf(ctx, key)]).toEqual(['API_KEY_INVALID', 'API_KEY_INVALID']);
  expect(await hashesOf(ctx)).toEqual([]);
  expect(await getApiKey({ ctx, input: { keyId } })).toMatchObject({
    revokedAt: ctx.now,
    overlapUntil: null,
  });
});

it.each([
  ['revoking', (ctx: TestCtx, keyId: string) => revokeApiKey({ ctx, input: { keyId } }), 'API_KEY_INVALID'],
  [
    'rotating without overlap',
    (ctx: TestCtx, keyId: string) => rotateApiKey({ ctx, input: { keyId, overlapSeconds: 0 } }),
    'API_KEY_INVALID',
  ],
  [
    'an earlier end',
    (ctx: TestCtx, keyId: string) =>
      updateApiKey({ ctx, input: { keyId, patch: { expiresAt: later(ctx, 1).now } } }),
    'API_KEY_EXPIRED',
  ],
])(
  '%s holds at once in the instance that does it, and within a minute in others',
  async (_, verb, reason) => {
    const ctx = testContext();
    const { key, keyId } = await createApiKey({ ctx, input: request });
    const [here, elsewhere] = [new AuthMemory(), new AuthMemory()];
    await Promise.all([use(ctx, key, here), use(ctx, key, elsewhere)]);
    const forgetApiKey = (hash: string) => here.keys.delete(hash);
    await verb({ ...ctx, forgetApiKey } as TestCtx, keyId);
    await expect(use(later(ctx, 1), key, here)).rejects.toMatchObject({ reason });
    expect(await use(later(ctx, 59), key, elsewhere)).toMatchObject({ orgId: ctx.orgId });
    await expect(use(later(ctx, 60), key, elsewhere)).rejects.toMatchObject({ reason });
  },
);

it('everything that happens to a key stands in the audit log, without its secrets', async () => {
  const ctx = testContext({ origin: { address: '203.0.113.7', userAgent: 'curl/8' } });
  const { keyId } = await createApiKey({ ctx, input: request });
  await updateApiKey({ ctx: later(ctx, 1), input: { keyId, patch: { name: 'gateway' } } });
  await rotateApiKey({ ctx: later(ctx, 2), input: { keyId, overlapSeconds: 60 } });
  await revokeApiKey({ ctx: later(ctx, 3), input: { keyId } });
  await revokeApiKey({ ctx: later(ctx, 4), input: { keyId } });
  const entries = await auditOf(ctx);
  expect(entries.map(({ action, changed }) => [action, changed])).toEqual([
    ['api-key.create', expect.arrayContaining(['name', 'scopes'])],
    ['api-key.update', ['name']],
    ['api-key.rotate', ['hint', 'overlapUntil', 'rotatedAt']],
    ['api-key.revoke', ['overlapUntil', 'revokedAt']],
  ]);
  expect(
    new Set(entries.map(({ resourceId, actor, address }) => `${resourceId} ${actor} ${address}`)),
  ).toEqual(new Set([`${keyId} user:ada 203.0.113.7`]));
});

it.each([
  ['rotateApiKey', (ctx: TestCtx) => rotateApiKey({ ctx, input: { keyId: 'key_1', overlapSeconds: 0 } })],
  ['updateApiKey', (ctx: TestCtx) => updateApiKey({ ctx, input: { keyId: 'key_1', patch: {} } })],
])('%s asks for its permission before anything else', async (_, verb) => {
  const ctx = testContext({ permissions: ['api-keys:read', 'metrics:write'] });
  await expect(verb(ctx)).rejects.toMatchObject({ extensions: { permission: 'api-keys:write' } });
  expect(ctx.db.meter).toMatchObject({ reads: 0, writes: 0 });
});
