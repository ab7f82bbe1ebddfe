import { describe, expect, it, vi } from 'vitest';
import { RecordedTasks, testContext } from '../../../test/support/context.ts';
import { emulatorFirestore } from '../../../test/support/firestore.ts';
import { HeldWork } from '../../../test/support/held-work.ts';
import type { Role } from '../../contracts/permissions.ts';
import { rolePermissions } from '../../contracts/permissions.ts';
import { apiKeyHashDocument, collection, organizationDocument } from '../../firestore/collections.ts';
import { Database } from '../../firestore/database.ts';
import { createApiKey } from '../api-keys/create-api-key.ts';
import { getApiKey } from '../api-keys/get-api-key.ts';
import { revokeApiKey } from '../api-keys/revoke-api-key.ts';
import { createOrganization } from '../tenancy/create-organization.ts';
import { hashApiKey, makeApiKey } from './api-key-format.ts';
import { AuthMemory } from './auth-memory.ts';
import { type AuthenticateInput, authenticate } from './authenticate.ts';

const now = new Date('2026-11-21T12:00:00Z');
const after = (seconds: number) => new Date(now.getTime() + seconds * 1_000);

/** ID tokens of the tests: `token-of-ada` is Ada's. */
const verifyIdToken = async (token: string) => {
  const uid = /^token-of-(.+)$/.exec(token)?.[1];
  if (uid === undefined) throw new Error(`Decoding Firebase ID token failed: ${token}`);
  return { uid };
};

function call(headers: AuthenticateInput['headers'], overrides: Partial<AuthenticateInput> = {}) {
  const db = new Database(emulatorFirestore());
  const instance = { memory: new AuthMemory(), deferred: new HeldWork() };
  return { headers, db, tasks: new RecordedTasks(), now, verifyIdToken, ...instance, ...overrides };
}

/** An organization with Ada as its owner. */
async function organizationOfAda() {
  const user = { uid: 'ada' };
  const db = new Database(emulatorFirestore());
  const { organizationId } = await createOrganization({
    ctx: { user, db, now, requestId: 'req_test' },
    input: { name: 'Acme' },
  });
  return testContext({ orgId: organizationId, now });
}

async function organizationWithKey(input: Record<string, unknown> = {}) {
  const ctx = await organizationOfAda();
  const created = await createApiKey({ ctx, input: { name: 'agent', scopes: ['metrics:write'], ...input } });
  return { ctx, ...created };
}

const disable = (orgId: string) =>
  emulatorFirestore().doc(`organizations/${orgId}`).update({ status: 'disabled' });

describe('an API key', () => {
  it.each(['authorization', 'x-api-key'] as const)('says organization and scopes in %s', async (header) => {
    const { ctx, key, keyId } = await organizationWithKey();
    const headers = { [header]: header === 'authorization' ? `Bearer ${key}` : key };
    const found = await authenticate(call(headers, { requestId: 'req_1' }));
    expect(found).toMatchObject({
      orgId: ctx.orgId,
      actor: { type: 'api-key', id: keyId },
      permissions: new Set(['metrics:write']),
      requestId: 'req_1',
      now,
    });
  });

  it('costs one read, then none for a minute', async () => {
    const { key } = await organizationWithKey();
    const memory = new AuthMemory();
    const readsAt = async (seconds: number) => {
      const input = call({ 'x-api-key': key }, { memory, now: after(seconds) });
      await authenticate(input);
      return input.db.meter.reads;
    };
    expect([await readsAt(0), await readsAt(59), await readsAt(60)]).toEqual([1, 0, 1]);
  });

  it('is refused without a read when malformed', async () => {
    const input = call({ 'x-api-key': 'iv_short' });
    await expect(authenticate(input)).rejects.toMatchObject({ reason: 'API_KEY_INVALID' });
    expect(input.db.meter.reads).toBe(0);
  });

  it('is refused when unknown, reading once however often it is tried', async () => {
    const input = call({ 'x-api-key': makeApiKey() });
    await expect(authenticate(input)).rejects.toMatchObject({
      code: 'unauthenticated',
      reason: 'API_KEY_INVALID',
    });
    await expect(authenticate(input)).rejects.toMatchObject({ reason: 'API_KEY_INVALID' });
    expect(input.db.meter.reads).toBe(1);
  });

  it('is refused from the instant at which it expires, also from the cache', async () => {
    const { key } = await organizationWithKey({ expiresAt: after(30).toISOString() });
    const memory = new AuthMemory();
    await authenticate(call({ 'x-api-key': key }, { memory, now: after(29) }));
    const late = call({ 'x-api-key': key }, { memory, now: after(30) });
    await expect(authenticate(late)).rejects.toMatchObject({
      code: 'unauthenticated',
      reason: 'API_KEY_EXPIRED',
    });
  });

  it('is refused once revoked', async () => {
    const { ctx, key, keyId } = await organizationWithKey();
    await revokeApiKey({ ctx, input: { keyId } });
    await expect(authenticate(call({ 'x-api-key': key }))).rejects.toMatchObject({
      reason: 'API_KEY_INVALID',
    });
  });

  it('does not act for another organization, and does not confirm that it exists', async () => {
    const [{ key }, other] = await Promise.all([organizationWithKey(), organizationOfAda()]);
    const attempt = (organization: string) => authenticate(call({ 'x-api-key': key, organization }));
    const answer = { code: 'not-found', reason: 'ORGANIZATION_NOT_FOUND' };
    await expect(attempt(other.orgId)).rejects.toMatchObject(answer);
    await expect(attempt('org_nowhere')).rejects.toMatchObject(answer);
  });

  it('is refused when its hash document says that the organization is disabled', async () => {
    const { key } = await organizationWithKey();
    await apiKeyHashDocument(emulatorFirestore(), hashApiKey(key)).update({ organizationStatus: 'disabled' });
    const input = call({ 'x-api-key': key });
    await expect(authenticate(input)).rejects.toMatchObject({
      code: 'permission-denied',
      reason: 'ORGANIZATION_DISABLED',
    });
    expect(input.db.meter).toMatchObject({ reads: 1, writes: 0 });
  });

  it('never appears in an error', async () => {
    const { key } = await organizationWithKey({ expiresAt: after(1).toISOString() });
    const error = await authenticate(call({ 'x-api-key': key }, { now: after(2) })).catch((e: unknown) => e);
    expect(JSON.stringify(error) + String(error)).not.toContain(key.slice(3));
  });
});

describe('the last use of a key', () => {
  const lastUsedAt = async ({ ctx, keyId }: Awaited<ReturnType<typeof organizationWithKey>>) =>
    (await getApiKey({ ctx, input: { keyId } })).lastUsedAt;

  /** Authenticates in an instance that has not seen the key, and does what that put off. */
  async function use(key: string, seconds: number, warn = vi.fn()) {
    const deferred = new HeldWork();
    const input = call({ 'x-api-key': key }, { now: after(seconds), deferred, warn });
    const found = await authenticate(input);
    const noted = deferred.waiting.length;
    await deferred.run();
    return { found, noted, meter: input.db.meter };
  }

  it('is noted at most once an hour over instances, after the answer and not on its account', async () => {
    const made = await organizationWithKey();
    expect(await use(made.key, 0)).toMatchObject({ noted: 1, meter: { reads: 1, writes: 0 } });
    expect(await use(made.key, 3_599)).toMatchObject({ noted: 0 });
    expect(await lastUsedAt(made)).toEqual(now);
    expect(await use(made.key, 3_600)).toMatchObject({ noted: 1, meter: { reads: 1, writes: 0 } });
    expect(await lastUsedAt(made)).toEqual(after(3_600));
  });

  it('is not noted for a call that is refused', async () => {
    const made = await organizationWithKey({ expiresAt: after(1).toISOString() });
    const input = call({ 'x-api-key': made.key }, { now: after(1) });
    await expect(authenticate(input)).rejects.toThrow('expired');
    expect(input.deferred).toMatchObject({ waiting: [] });
  });

  it('fails nothing when it cannot be noted, and says so', async () => {
    const { ctx, key, keyId } = await organizationWithKey();
    await collection(ctx.db.firestore, ctx.orgId, 'api_keys').doc(keyId).delete();
    const warn = vi.fn();
    const { found } = await use(key, 0, warn);
    expect(found.orgId).toBe(ctx.orgId);
    expect(warn).toHaveBeenCalledWith(expect.stringContaining(keyId), expect.any(Error));
  });
});

describe('an ID token', () => {
  const asUser = (uid: string, organization?: string) =>
    call({ authorization: `Bearer token-of-${uid}`, organization });

  it.each<Role>(['owner', 'admin', 'member', 'viewer'])(
    'gives a %s the permissions of the role',
    async (role) => {
      const { orgId } = await organizationOfAda();
      await collection(emulatorFirestore(), orgId, 'user_org_memberships')
        .doc('grace')
        .set({ uid: 'grace', role, createdAt: now, updatedAt: now });
      const input = asUser('grace', orgId);
      expect(await authenticate(input)).toMatchObject({
        orgId,
        actor: { type: 'user', id: 'grace' },
        permissions: new Set(rolePermissions[role]),
      });
      expect(input.db.meter).toMatchObject({ reads: 2, writes: 0 });
    },
  );

  it('is refused when it does not verify, without the words of the verifier', async () => {
    const refused = authenticate(call({ authorization: 'Bearer eyJ.forged.x', organization: 'org_a' }));
    await expect(refused).rejects.toMatchObject({
      code: 'unauthenticated',
      reason: 'ID_TOKEN_INVALID',
      message: expect.not.stringContaining('forged'),
    });
  });

  it('needs the organization to be named', async () => {
    await expect(authenticate(asUser('ada'))).rejects.toMatchObject({
      code: 'invalid-argument',
      reason: 'ORGANIZATION_HEADER_MISSING',
    });
  });

  it('answers a stranger as if the organization did not exist', async () => {
    const { orgId } = await organizationOfAda();
    const messages = await Promise.all(
      [orgId, 'org_nowhere', '../users', '__x__'].map((organization) =>
        authenticate(asUser('mallory', organization)).then(
          () => 'let in',
          (error: Error & { reason: string }) =>
            `${error.reason}: ${error.message.replace(organization, '…')}`,
        ),
      ),
    );
    expect(new Set(messages)).toEqual(
      new Set(['ORGANIZATION_NOT_FOUND: there is no organization "…" that these credentials can act for']),
    );
  });

  it('is refused in a disabled organization, to its owner and only then by that name', async () => {
    const { orgId } = await organizationOfAda();
    await disable(orgId);
    await expect(authenticate(asUser('ada', orgId))).rejects.toMatchObject({
      code: 'permission-denied',
      reason: 'ORGANIZATION_DISABLED',
    });
    await expect(authenticate(asUser('mallory', orgId))).rejects.toMatchObject({ code: 'not-found' });
  });

  it('is no way in for a member of an organization that is gone', async () => {
    const { orgId } = await organizationOfAda();
    await organizationDocument(emulatorFirestore(), orgId).delete();
    await expect(authenticate(asUser('ada', orgId))).rejects.toMatchObject({ code: 'not-found' });
  });
});
