import { beforeEach, describe, expect, it } from 'vitest';
import { type TestCtx, testContext } from '../../../test/support/context.ts';
import { acme, erasureDeps, found } from '../../../test/support/erasures.ts';
import { SteppedDatabase } from '../../../test/support/faults/stepped-database.ts';
import { SteppedProcess } from '../../../test/support/faults/stepped-process.ts';
import type { Accounts } from '../../contracts/accounts.ts';
import type { Erasure } from '../../contracts/erasure.ts';
import { randomId } from '../../contracts/ids.ts';
import type { Role } from '../../contracts/permissions.ts';
import {
  collection,
  erasureCollection,
  invitationHashDocument,
  userDocument,
} from '../../firestore/collections.ts';
import { Database } from '../../firestore/database.ts';
import type { UserCtx } from '../../operator/auth/authenticate-user.ts';
import { deleteOrganization } from './delete-organization.ts';
import { deleteUser } from './delete-user.ts';
import { getErasure } from './get-erasure.ts';
import { restoreUser } from './restore-user.ts';
import { runErasure } from './run-erasure.ts';
import { membershipsOf } from './user-places.ts';

const now = new Date('2026-11-21T12:00:00Z');
const minuteMs = 60_000;
const weekMs = 7 * 24 * 60 * minuteMs;
const due = new Date(now.getTime() + weekMs);
const settled = new Date(due.getTime() + 65 * minuteMs);

/** Accounts as the identity provider has them. */
class TestAccounts implements Accounts {
  readonly held = new Set<string>();

  async remove(uid: string): Promise<void> {
    this.held.delete(uid);
  }

  async exists(uid: string): Promise<boolean> {
    return this.held.has(uid);
  }
}

/** Nobody else's: invitations are found by it in all organizations. */
const address = () => `ada-${uid}@example.com`;

let ada: UserCtx;
let uid: string;
let accounts: TestAccounts;
let first: TestCtx;
let second: TestCtx;

beforeEach(async () => {
  uid = randomId('request');
  [first, second] = [testContext(), testContext()];
  const db = new Database(first.db.firestore);
  ada = { user: { uid, email: address() }, db, now, requestId: 'req_1' };
  accounts = new TestAccounts();
  accounts.held.add(uid).add('bob');
  for (const one of [first, second]) await found(one);
  const profile = { displayName: 'Ada', email: address(), timeZone: null };
  await userDocument(db.firestore, uid).set({ ...profile, createdAt: now, updatedAt: now });
  await db.firestore.doc(`users/${uid}/devices/one/tokens/two`).set({ any: 1 });
});

const join = (ctx: TestCtx, role: Role, who = uid) =>
  collection(ctx.db.firestore, ctx.orgId, 'user_org_memberships')
    .doc(who)
    .set({ uid: who, role, createdAt: now, updatedAt: now });

const remaining = async () => {
  const memberships = await membershipsOf(ada.db, uid).get();
  const profile = await userDocument(ada.db.firestore, uid).get();
  const below = await profile.ref.listCollections();
  return {
    memberships: memberships.size,
    profile: profile.exists,
    below: below.length,
    account: accounts.held.has(uid),
  };
};

const invitationTo = (email: string) => ({
  ...{ email, role: 'viewer' as const, state: 'pending' as const, expiresAt: settled, invitedBy: 'user:bob' },
  ...{ mailedAt: null, acceptedAt: null, acceptedBy: null, revokedAt: null, expireAt: null },
  ...{ createdAt: now, updatedAt: now, createdBy: 'user:bob' },
});

const nothing = { memberships: 0, profile: false, below: 0, account: false };

const request = async () => (await deleteUser({ ctx: ada })).erasureId;

const run = (erasureId: string, at: Date) =>
  runErasure({ deps: erasureDeps(first, at, { accounts }), input: { erasureId } });

const erasure = async (id: string) =>
  (await erasureCollection(ada.db.firestore).doc(id).get()).data() as Erasure;

describe('deleting a person', () => {
  it('removes memberships, profile and account, tells the organizations, and nothing of others', async () => {
    await join(first, 'member');
    await join(second, 'owner');
    await join(second, 'owner', 'bob');
    const invitation = collection(second.db.firestore, second.orgId, 'invitations').doc('inv_1');
    await invitation.set(invitationTo(address()));
    await invitationHashDocument(ada.db.firestore, uid).set({
      orgId: second.orgId,
      invitationId: 'inv_1',
      expireAt: null,
    });
    const foreign = collection(first.db.firestore, first.orgId, 'invitations').doc('inv_1');
    await foreign.set(invitationTo(`bob-${uid}@example.com`));
    const erasureId = await request();
    expect(await run(erasureId, new Date(due.getTime() - 1))).toBe('waiting');
    expect(await remaining()).toEqual({ memberships: 2, profile: true, below: 1, account: true });
    expect(await run(erasureId, due)).toBe('waiting');
    expect(await remaining()).toEqual(nothing);
    expect(first.tasks.erasures).toEqual([{ erasureId, notBefore: settled }]);
    expect(await run(erasureId, settled)).toBe('erased');
    expect(await erasure(erasureId)).toMatchObject({
      state: 'erased',
      verifiedAt: settled,
      counts: { user_org_memberships: 2, invitations: 1, users: 2 },
    });
    expect((await invitation.get()).exists).toBe(false);
    expect((await invitationHashDocument(ada.db.firestore, uid).get()).exists).toBe(false);
    expect((await foreign.get()).exists).toBe(true);
    expect(JSON.stringify(await erasure(erasureId))).not.toMatch(/ada-|Ada/);
    const members = await collection(second.db.firestore, second.orgId, 'user_org_memberships').get();
    expect(members.docs.map(({ id }) => id)).toEqual(['bob']);
    expect(accounts.held).toEqual(new Set(['bob']));
    const { docs } = await collection(first.db.firestore, first.orgId, 'audit_log').get();
    expect(docs.map((one) => one.data())).toMatchObject([
      { action: 'member.remove', actor: 'system:eraseData', resourceId: uid, before: { role: 'member' } },
    ]);
  });

  it('is refused to the only owner of an organization, which it names', async () => {
    await join(first, 'owner');
    await join(second, 'owner');
    await join(second, 'owner', 'bob');
    await expect(request()).rejects.toMatchObject({
      reason: 'SOLE_OWNER',
      extensions: { organizations: [first.orgId] },
    });
    const other = { ...first, actor: { type: 'user', id: 'carol' } } as const;
    await join(first, 'owner', 'carol');
    await deleteOrganization({ ctx: other, input: { confirm: acme.name } });
    await collection(first.db.firestore, first.orgId, 'user_org_memberships').doc('carol').delete();
    await request();
  });

  it('waits where the person became the only owner meanwhile', async () => {
    await join(first, 'owner');
    await join(first, 'owner', 'bob');
    const erasureId = await request();
    await collection(first.db.firestore, first.orgId, 'user_org_memberships').doc('bob').delete();
    expect(await run(erasureId, due)).toBe('waiting');
    expect(await remaining()).toMatchObject({ memberships: 1, profile: true, account: true });
    const { message } = await erasure(erasureId);
    expect(message).toBe(`waits until others own ${first.orgId}, or these are deleted`);
    await join(first, 'owner', 'bob');
    const nextDay = new Date(due.getTime() + 24 * 60 * minuteMs);
    expect(await run(erasureId, nextDay)).toBe('waiting');
    expect(await remaining()).toEqual(nothing);
  });

  it('can be taken back until it begins, and asked for again', async () => {
    await join(first, 'member');
    const erasureId = await request();
    expect(await request()).toBe(erasureId);
    expect((await restoreUser({ ctx: ada })).state).toBe('cancelled');
    expect((await restoreUser({ ctx: ada })).state).toBe('cancelled');
    expect(await run(erasureId, due)).toBe('over');
    expect(await remaining()).toMatchObject({ memberships: 1, profile: true, account: true });
    expect((await deleteUser({ ctx: { ...ada, now: due } })).state).toBe('scheduled');
    await run(erasureId, new Date(due.getTime() + weekMs));
    await expect(restoreUser({ ctx: ada })).rejects.toMatchObject({ reason: 'ERASURE_STARTED' });
    expect(await remaining()).toEqual(nothing);
  });

  it('is told to the person only', async () => {
    const erasureId = await request();
    expect((await getErasure({ ctx: ada, input: { erasureId } })).subjectId).toBe(uid);
    const bob = { ...ada, user: { uid: 'bob' } };
    await expect(getErasure({ ctx: bob, input: { erasureId } })).rejects.toMatchObject({ code: 'not-found' });
    await expect(restoreUser({ ctx: bob })).rejects.toMatchObject({ code: 'not-found' });
  });

  it('finds what an ID token that was still valid made meanwhile', async () => {
    const erasureId = await request();
    await run(erasureId, due);
    await join(first, 'viewer');
    await run(erasureId, settled);
    expect(await erasure(erasureId)).toMatchObject({ state: 'settling', verifiedAt: null });
    await run(erasureId, new Date(settled.getTime() + 65 * minuteMs));
    expect(await erasure(erasureId)).toMatchObject({ state: 'erased', counts: { user_org_memberships: 1 } });
    expect(await remaining()).toEqual(nothing);
  });

  it('is whole when the worker dies before or after any of its steps', async () => {
    await join(first, 'member');
    await join(second, 'owner');
    await join(second, 'owner', 'bob');
    const erasureId = await request();
    let deaths = 0;
    for (let lives = 0; (await erasure(erasureId)).finishedAt === null; lives += 1) {
      const at = (await erasure(erasureId)).state === 'settling' ? settled : due;
      const process = new SteppedProcess(`worker ${lives}`);
      const deps = { ...erasureDeps(first, at, { accounts }), db: new SteppedDatabase(ada.db, process) };
      await process.start(() =>
        runErasure({ deps, input: { erasureId }, limits: { documents: 1, steps: 50 } }),
      );
      for (let step = 0; step < lives % 14; step += 1) await process.step();
      if (process.alive) deaths += 1;
      await process.die(lives % 2 === 0 ? 'before' : 'after');
    }
    expect(deaths).toBeGreaterThan(5);
    expect((await erasure(erasureId)).counts).toEqual({ user_org_memberships: 2, users: 2 });
    expect(await remaining()).toEqual(nothing);
  }, 60_000);
});
