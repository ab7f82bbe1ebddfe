import { describe, expect, it } from 'vitest';
import { testContext } from '../../../test/support/context.ts';
import { emulatorFirestore } from '../../../test/support/firestore.ts';
import { randomId } from '../../contracts/ids.ts';
import { collection, organizationDocument, userDocument } from '../../firestore/collections.ts';
import { Database } from '../../firestore/database.ts';
import { makeApiKey } from '../auth/api-key-format.ts';
import { AuthMemory } from '../auth/auth-memory.ts';
import { authenticateUser, type UserCtx } from '../auth/authenticate-user.ts';
import { createOrganization } from './create-organization.ts';
import { getOrganization } from './get-organization.ts';

const now = new Date('2026-11-21T12:00:00Z');

/** A person of the test's own, signed in. */
function signedIn(): UserCtx {
  const user = { uid: randomId('request'), email: 'ada@example.com' };
  return { user, db: new Database(emulatorFirestore()), now, requestId: 'req_test' };
}

describe('createOrganization', () => {
  it('makes the organization, its owner and the user, and counts what that cost', async () => {
    const ctx = signedIn();
    const { uid } = ctx.user;
    const made = await createOrganization({ ctx, input: { name: ' Acme ' } });
    expect(made).toMatchObject({ name: 'Acme', status: 'active', createdBy: `user:${uid}` });
    expect(ctx.db.meter).toMatchObject({ reads: 1, writes: 4 });
    const { organizationId, ...document } = made;
    const { firestore } = ctx.db;
    expect((await organizationDocument(firestore, organizationId).get()).data()).toEqual(document);
    const membership = collection(firestore, organizationId, 'user_org_memberships').doc(uid);
    expect((await membership.get()).data()).toMatchObject({ uid, role: 'owner' });
    expect((await userDocument(firestore, uid).get()).data()).toMatchObject({ email: 'ada@example.com' });
    const audit = await collection(firestore, organizationId, 'audit_log').get();
    expect(audit.docs.map((one) => one.data())).toMatchObject([
      { actor: `user:${uid}`, action: 'organization.create', resourceId: organizationId, before: null },
    ]);
  });

  it('leaves the profile of a known user as it is', async () => {
    const ctx = signedIn();
    await createOrganization({ ctx, input: { name: 'First' } });
    const profile = userDocument(ctx.db.firestore, ctx.user.uid);
    await profile.update({ displayName: 'Ada' });
    await createOrganization({ ctx, input: { name: 'Second' } });
    expect((await profile.get()).data()).toMatchObject({ displayName: 'Ada' });
  });

  it.each([
    ['no name', {}, '/name'],
    ['an empty name', { name: '  ' }, '/name'],
    ['a status', { name: 'Acme', status: 'active' }, '/status'],
  ])('refuses %s and writes nothing', async (_, input, pointer) => {
    const ctx = signedIn();
    await expect(createOrganization({ ctx, input })).rejects.toMatchObject({
      code: 'invalid-argument',
      fields: [expect.objectContaining({ pointer })],
    });
    expect(ctx.db.meter).toMatchObject({ reads: 0, writes: 0 });
  });
});

describe('getOrganization', () => {
  it('answers with the organization of the caller', async () => {
    const { organizationId } = await createOrganization({ ctx: signedIn(), input: { name: 'Acme' } });
    const found = await getOrganization({ ctx: testContext({ orgId: organizationId }) });
    expect(found).toMatchObject({ organizationId, name: 'Acme' });
  });

  it('needs its permission', async () => {
    const ctx = testContext({ permissions: ['metrics:write'] });
    await expect(getOrganization({ ctx })).rejects.toMatchObject({ code: 'permission-denied' });
  });

  it('says so when there is none', async () => {
    await expect(getOrganization({ ctx: testContext() })).rejects.toMatchObject({ code: 'not-found' });
  });
});

describe('authenticateUser', () => {
  const input = (authorization?: string) => ({
    headers: { authorization },
    db: new Database(emulatorFirestore()),
    now,
    verifyIdToken: async () => ({ uid: 'ada', email: 'ada@example.com' }),
    memory: new AuthMemory(),
  });

  it('finds the person without any organization and any read', async () => {
    const { user, db } = await authenticateUser(input('Bearer eyJ.e30.s'));
    expect(user).toEqual({ uid: 'ada', email: 'ada@example.com' });
    expect(db.meter.reads).toBe(0);
  });

  it.each([
    ['an API key', `Bearer ${makeApiKey()}`, 'ID_TOKEN_REQUIRED'],
    ['nothing', undefined, 'CREDENTIALS_MISSING'],
  ])('refuses %s', async (_, authorization, reason) => {
    await expect(authenticateUser(input(authorization))).rejects.toMatchObject({
      code: 'unauthenticated',
      reason,
    });
  });
});
