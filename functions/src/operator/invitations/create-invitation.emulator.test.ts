import { describe, expect, it } from 'vitest';
import { organizationOf, testInstant } from '../../../test/support/people.ts';
import { testMailer } from '../../../test/support/test-mailer.ts';
import { createInvitationRequestSchema, type InvitationResponse } from '../../contracts/invitation.ts';
import { type Permission, permissions, type Role, rolePermissions } from '../../contracts/permissions.ts';
import { collection, invitationHashDocument } from '../../firestore/collections.ts';
import type { Ctx } from '../../firestore/context.ts';
import { createInvitation } from './create-invitation.ts';
import { getInvitation } from './get-invitation.ts';
import { hashesOf, invitationsIn } from './invitation-documents.ts';
import { hashInvitationToken } from './invitation-token.ts';
import { pendingMax } from './limits.ts';
import { listInvitations } from './list-invitations.ts';
import { resendInvitation } from './resend-invitation.ts';
import { revokeInvitation } from './revoke-invitation.ts';

const members = { olga: 'owner', anna: 'admin', mia: 'member', vera: 'viewer' } as const;
const week = new Date('2026-11-28T12:00:00Z');

const request = (email: string, role: Role = 'viewer', more: object = {}) =>
  createInvitationRequestSchema.parse({ email, role, ...more });

const all = async (ctx: Ctx): Promise<readonly InvitationResponse[]> =>
  (await listInvitations({ ctx, input: { pageSize: 200 } })).items;

describe('createInvitation', () => {
  it('shows the token once, keeps its hash apart, and says nothing of it anywhere else', async () => {
    const organization = await organizationOf(members);
    const ctx = organization.as('anna');
    const input = request(' Grace@Acme.example ', 'member');
    const { token, mail, ...invitation } = await createInvitation({ ctx, input });
    expect(token).toMatch(/^ivi_[A-Za-z0-9_-]{43}$/);
    expect(mail).toBe('off');
    expect(invitation).toMatchObject({
      email: 'grace@acme.example',
      role: 'member',
      state: 'pending',
      expiresAt: week,
      invitedBy: `user:${organization.uidOf('anna')}`,
      mailedAt: null,
    });
    expect(await getInvitation({ ctx, input: { invitationId: invitation.invitationId } })).toEqual(
      invitation,
    );
    const hash = await invitationHashDocument(ctx.db.firestore, hashInvitationToken(token)).get();
    expect(hash.data()).toMatchObject({ orgId: ctx.orgId, invitationId: invitation.invitationId });
    expect(await organization.audit()).toEqual([`user:anna invitation.create ${invitation.invitationId}`]);
    const { docs } = await collection(ctx.db.firestore, ctx.orgId, 'audit_log').get();
    const written = JSON.stringify([hash.data(), invitation, docs.map((one) => one.data())]);
    expect(written).not.toContain(token.slice(4));
    expect(JSON.stringify([invitation, docs.map((one) => one.data())])).not.toContain(
      hashInvitationToken(token),
    );
  });

  const cases: readonly (readonly [keyof typeof members, Role, string])[] = [
    ['olga', 'owner', 'done'],
    ['anna', 'admin', 'done'],
    ['anna', 'owner', 'OWNER_REQUIRED'],
    ['mia', 'viewer', 'PERMISSION_MISSING'],
  ];

  it.each(cases)('%s invites somebody as %s: %s', async (caller, role, outcome) => {
    const organization = await organizationOf(members);
    const invite = createInvitation({ ctx: organization.as(caller), input: request('g@acme.example', role) });
    if (outcome === 'done') expect(await invite).toMatchObject({ role });
    else await expect(invite).rejects.toMatchObject({ code: 'permission-denied', reason: outcome });
    expect(await all(organization.as('anna'))).toHaveLength(outcome === 'done' ? 1 : 0);
  });

  const keys: readonly (readonly [readonly Permission[], Role, string])[] = [
    [permissions, 'owner', 'OWNER_REQUIRED'],
    [['invitations:write'], 'viewer', 'ROLE_EXCEEDS_PERMISSIONS'],
    [[...rolePermissions.viewer, 'invitations:write'], 'viewer', 'done'],
  ];

  it.each(keys)('a key invites somebody, %#', async (scopes, role, outcome) => {
    const organization = await organizationOf(members);
    const invite = createInvitation({
      ctx: organization.asKey(scopes),
      input: request('g@acme.example', role),
    });
    if (outcome === 'done') expect(await invite).toMatchObject({ role });
    else await expect(invite).rejects.toMatchObject({ reason: outcome });
  });

  it('takes the place of the one that is open for the address, whose token is then worth nothing', async () => {
    const organization = await organizationOf(members);
    const ctx = organization.as('anna');
    const first = await createInvitation({ ctx, input: request('grace@acme.example') });
    await createInvitation({ ctx, input: request('bob@acme.example') });
    const second = await createInvitation({ ctx, input: request('GRACE@acme.example', 'member') });
    const states = Object.fromEntries(
      (await all(ctx)).map(({ invitationId, state }) => [invitationId, state]),
    );
    expect(states).toMatchObject({ [first.invitationId]: 'revoked', [second.invitationId]: 'pending' });
    expect((await hashesOf(ctx, first.invitationId).get()).size).toBe(0);
    expect((await organization.audit()).filter((entry) => entry.includes('revoke'))).toEqual([
      `user:anna invitation.revoke ${first.invitationId}`,
    ]);
  });

  it('leaves one open for an address that is invited several times at once', async () => {
    const organization = await organizationOf(members);
    const input = request('grace@acme.example');
    await Promise.all([1, 2, 3].map(() => createInvitation({ ctx: organization.as('anna'), input })));
    const ctx = organization.as('anna');
    const open = (await all(ctx)).filter(({ state }) => state === 'pending');
    expect(open).toHaveLength(1);
    const tokens = await Promise.all((await all(ctx)).map((one) => hashesOf(ctx, one.invitationId).get()));
    expect(tokens.reduce((sum, { size }) => sum + size, 0)).toBe(1);
  });

  it('stops at so many that are open, also at once, and goes on when one is expired', async () => {
    const organization = await organizationOf(members);
    const ctx = organization.as('anna');
    const first = await createInvitation({
      ctx,
      input: request('a0@acme.example', 'viewer', { expiresInDays: 1 }),
    });
    const { invitationId: _, token: __, mail: ___, ...stored } = first;
    const writer = ctx.db.firestore.bulkWriter();
    for (let index = 1; index < pendingMax - 1; index += 1) {
      const email = `a${index}@acme.example`;
      void writer.set(invitationsIn(ctx).doc(`inv_${index}`), {
        ...stored,
        state: 'pending',
        email,
        expiresAt: week,
      });
    }
    await writer.close();
    const invites = ['x', 'y', 'z'].map((name) =>
      createInvitation({ ctx: organization.as('anna'), input: request(`${name}@acme.example`) }),
    );
    const outcomes = (await Promise.allSettled(invites)).map((one) =>
      one.status === 'fulfilled' ? 'done' : one.reason.reason,
    );
    expect(outcomes.sort()).toEqual(['INVITATIONS_EXHAUSTED', 'INVITATIONS_EXHAUSTED', 'done']);
    expect(await createInvitation({ ctx, input: request('a5@acme.example') })).toMatchObject({
      state: 'pending',
    });
    const dayAfter = organization.as('anna', new Date('2026-11-22T12:00:00Z'));
    expect(await createInvitation({ ctx: dayAfter, input: request('y@acme.example') })).toMatchObject({});
  });

  it.each([
    ['no address', { email: 'grace' }, '/email'],
    ['an address with a line break', { email: 'grace@acme.example\nBcc: x@y.example' }, '/email'],
    ['an address that is not ASCII', { email: 'grace@ac\u212Ae.example' }, '/email'],
    ['no role', { role: 'god' }, '/role'],
    ['a term too long', { expiresInDays: 31 }, '/expiresInDays'],
    ['something else', { orgId: 'org_other' }, ''],
  ])('does not take %s', (_, change, pointer) => {
    const { error } = createInvitationRequestSchema.safeParse({
      email: 'grace@acme.example',
      role: 'viewer',
      ...change,
    });
    expect(error?.issues.map(({ path }) => (path.length === 0 ? '' : `/${path.join('/')}`))).toEqual([
      pointer,
    ]);
  });
});

describe('mail of an invitation', () => {
  const input = request('grace@acme.example');

  it('is sent to the address, with the token, and noted', async () => {
    const mailer = testMailer();
    const organization = await organizationOf(members, { mailer });
    const ctx = organization.as('anna');
    const { token, mail, mailedAt, invitationId } = await createInvitation({ ctx, input });
    expect({ mail, mailedAt }).toEqual({ mail: 'sent', mailedAt: testInstant });
    expect(mailer.mails).toMatchObject([{ to: 'grace@acme.example', subject: 'Invitation to Acme' }]);
    expect(mailer.mails[0]?.text).toContain(token);
    expect(await getInvitation({ ctx, input: { invitationId } })).toMatchObject({ mailedAt: testInstant });
  });

  it('that no server takes is said, warned of without the address, and costs nothing but itself', async () => {
    const mailer = testMailer({ outcome: 'temporary', detail: 'try later' });
    const organization = await organizationOf(members, { mailer });
    const warned: unknown[] = [];
    const warn = (...words: unknown[]) => warned.push(...words);
    const sent = await createInvitation({ ctx: { ...organization.as('anna'), warn }, input });
    expect(sent).toMatchObject({ mail: 'failed', mailedAt: null, state: 'pending' });
    expect(warned.map(String)).toEqual([
      `the invitation ${sent.invitationId} was not mailed`,
      'Error: try later',
    ]);
  });
});

describe('resendInvitation', () => {
  it('gives another token and another term, also after the first is over, and who sends it vouches', async () => {
    const organization = await organizationOf(members, { mailer: testMailer() });
    const first = await createInvitation({
      ctx: organization.as('anna'),
      input: request('grace@acme.example', 'admin', { expiresInDays: 1 }),
    });
    const now = new Date('2026-11-23T12:00:00Z');
    const ctx = organization.as('olga', now);
    const input = { invitationId: first.invitationId, expiresInDays: 7 };
    expect(await getInvitation({ ctx, input: { invitationId: first.invitationId } })).toMatchObject({
      state: 'expired',
    });
    const again = await resendInvitation({ ctx, input });
    expect(again).toMatchObject({
      state: 'pending',
      expiresAt: new Date('2026-11-30T12:00:00Z'),
      invitedBy: `user:${organization.uidOf('olga')}`,
      createdBy: first.createdBy,
      mail: 'sent',
      mailedAt: now,
    });
    expect(again.token).not.toBe(first.token);
    const hashes = await hashesOf(ctx, first.invitationId).get();
    expect(hashes.docs.map(({ id }) => id)).toEqual([hashInvitationToken(again.token)]);
  });

  it('is not a way to invite as what one may not invite', async () => {
    const organization = await organizationOf(members);
    const { invitationId } = await createInvitation({
      ctx: organization.as('olga'),
      input: request('grace@acme.example', 'owner'),
    });
    const input = { invitationId, expiresInDays: 7 };
    await expect(resendInvitation({ ctx: organization.as('anna'), input })).rejects.toMatchObject({
      reason: 'OWNER_REQUIRED',
    });
  });
});

describe('revokeInvitation', () => {
  it('takes the token away at once, stays as a record, and does nothing the second time', async () => {
    const organization = await organizationOf(members);
    const ctx = organization.as('anna');
    const { invitationId } = await createInvitation({ ctx, input: request('grace@acme.example') });
    const revoked = await revokeInvitation({ ctx, input: { invitationId } });
    expect(revoked).toMatchObject({ state: 'revoked', revokedAt: testInstant });
    expect((await hashesOf(ctx, invitationId).get()).size).toBe(0);
    const again = organization.as('anna', week);
    expect(await revokeInvitation({ ctx: again, input: { invitationId } })).toEqual(revoked);
    expect(again.db.meter.writes).toBe(0);
    const resend = resendInvitation({ ctx, input: { invitationId, expiresInDays: 7 } });
    await expect(resend).rejects.toMatchObject({
      reason: 'INVITATION_ENDED',
      extensions: { state: 'revoked' },
    });
  });
});

describe('an invitation of another organization', () => {
  it('is not there', async () => {
    const theirs = (await organizationOf(members)).as('olga');
    const { invitationId } = await createInvitation({ ctx: theirs, input: request('grace@acme.example') });
    const ctx = (await organizationOf(members)).as('olga');
    const missing = { code: 'not-found', reason: 'INVITATION_NOT_FOUND' };
    await expect(getInvitation({ ctx, input: { invitationId } })).rejects.toMatchObject(missing);
    await expect(revokeInvitation({ ctx, input: { invitationId } })).rejects.toMatchObject(missing);
    await expect(resendInvitation({ ctx, input: { invitationId, expiresInDays: 7 } })).rejects.toMatchObject(
      missing,
    );
    expect(await all(ctx)).toEqual([]);
    expect(await getInvitation({ ctx: theirs, input: { invitationId } })).toMatchObject({ state: 'pending' });
  });
});
