import { beforeEach, describe, expect, it } from 'vitest';
import { organizationOf, personAt, signedIn, testInstant } from '../../../test/support/people.ts';
import { createInvitationRequestSchema, type SentInvitationResponse } from '../../contracts/invitation.ts';
import { permissions, type Role } from '../../contracts/permissions.ts';
import { collection, organizationDocument, userDocument } from '../../firestore/collections.ts';
import type { UserCtx } from '../auth/authenticate-user.ts';
import { changeRole } from '../members/change-role.ts';
import { removeMember } from '../members/remove-member.ts';
import { acceptInvitation } from './accept-invitation.ts';
import { createInvitation } from './create-invitation.ts';
import { getInvitation } from './get-invitation.ts';
import { resendInvitation } from './resend-invitation.ts';
import { revokeInvitation } from './revoke-invitation.ts';

type Organization = Awaited<ReturnType<typeof organizationOf>>;

let organization: Organization;
let grace: UserCtx;

beforeEach(async () => {
  organization = await organizationOf({ olga: 'owner', anna: 'admin' });
  grace = signedIn('grace');
});

/** An invitation for Grace. */
function invite(role: Role = 'member', by = 'anna'): Promise<SentInvitationResponse> {
  const input = createInvitationRequestSchema.parse({ email: grace.user.email, role });
  return createInvitation({ ctx: organization.as(by), input });
}

const accept = (token: string, ctx = grace) => acceptInvitation({ ctx, input: { token } });

const rolesNow = async () => {
  const { olga: _, anna: __, ...others } = await organization.roles();
  return others;
};

describe('acceptInvitation', () => {
  it('makes a member, ends the invitation, and keeps the verified address, in one go', async () => {
    const { token, invitationId } = await invite('member');
    expect(await accept(token)).toEqual({
      organizationId: organization.orgId,
      name: 'Acme',
      status: 'active',
      role: 'member',
      joinedAt: testInstant,
    });
    expect(await rolesNow()).toEqual({ [grace.user.uid]: 'member' });
    const ctx = organization.as('anna');
    expect(await getInvitation({ ctx, input: { invitationId } })).toMatchObject({
      state: 'accepted',
      acceptedBy: grace.user.uid,
      acceptedAt: testInstant,
    });
    const profile = await userDocument(ctx.db.firestore, grace.user.uid).get();
    expect(profile.data()).toMatchObject({ email: grace.user.email });
    expect((await organization.audit()).sort()).toEqual([
      `user:anna invitation.create ${invitationId}`,
      `user:${grace.user.uid} invitation.accept ${invitationId}`,
      `user:${grace.user.uid} member.create ${grace.user.uid}`,
    ]);
  });

  it('goes by the address whatever its capitals', async () => {
    const { token } = await invite();
    const email = grace.user.email?.toUpperCase();
    expect(await accept(token, { ...grace, user: { ...grace.user, email } })).toMatchObject({
      role: 'member',
    });
  });

  it('gives the same answer again, also long after, and changes nothing more', async () => {
    const { token } = await invite();
    const first = await accept(token);
    const later = personAt(grace, new Date('2027-01-01T00:00:00Z'));
    expect(await accept(token, later)).toEqual(first);
    expect(later.db.meter.writes).toBe(0);
  });

  it('makes one membership and one set of entries, however many call at once', async () => {
    const { token } = await invite();
    const answers = await Promise.all([1, 2, 3].map(() => accept(token, personAt(grace, testInstant))));
    expect(answers).toEqual([answers[0], answers[0], answers[0]]);
    expect(await rolesNow()).toEqual({ [grace.user.uid]: 'member' });
    const entries = (await organization.audit()).map((entry) => entry.split(' ')[1]);
    expect(entries.sort()).toEqual(['invitation.accept', 'invitation.create', 'member.create']);
  });

  it('works for one of two accounts with the same address', async () => {
    const { token } = await invite();
    const twin = signedIn('twin', { email: grace.user.email });
    const settled = await Promise.allSettled([accept(token), accept(token, twin)]);
    expect(settled.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(Object.keys(await rolesNow())).toHaveLength(1);
  });

  it('leaves who is a member already what they are', async () => {
    await accept((await invite('admin', 'olga')).token);
    const { token, invitationId } = await invite('viewer');
    expect(await accept(token)).toMatchObject({ role: 'admin' });
    expect(await rolesNow()).toEqual({ [grace.user.uid]: 'admin' });
    const ctx = organization.as('anna');
    expect(await getInvitation({ ctx, input: { invitationId } })).toMatchObject({ state: 'accepted' });
  });

  it('does not bring back who was removed since', async () => {
    const { token } = await invite();
    await accept(token);
    await removeMember({ ctx: organization.as('anna'), input: { uid: grace.user.uid } });
    await expect(accept(token)).rejects.toMatchObject({ reason: 'INVITATION_INVALID' });
    expect(await rolesNow()).toEqual({});
  });
});

describe('a token that cannot be accepted', () => {
  /** What an attempt is answered, whole. */
  async function answered(attempt: Promise<unknown>): Promise<unknown> {
    const error = await attempt.then(
      () => undefined,
      (reason: Error & Record<string, unknown>) => reason,
    );
    return error && { ...error, message: error.message };
  }

  const unknown = () => answered(accept(`ivi_${'A'.repeat(43)}`));

  const cases: Record<string, () => Promise<{ token: string; by?: UserCtx }>> = {
    'is expired': async () => ({
      ...(await invite()),
      by: personAt(grace, new Date('2026-11-28T12:00:00Z')),
    }),
    'is revoked': async () => {
      const sent = await invite();
      const input = { invitationId: sent.invitationId };
      await revokeInvitation({ ctx: organization.as('anna'), input });
      return sent;
    },
    'was replaced by a second mail': async () => {
      const sent = await invite();
      const input = { invitationId: sent.invitationId, expiresInDays: 7 };
      await resendInvitation({ ctx: organization.as('anna'), input });
      return sent;
    },
    'was replaced by another invitation': async () => {
      const sent = await invite();
      await invite('viewer');
      return sent;
    },
    'is for somebody else': async () => ({ ...(await invite()), by: signedIn('mallory') }),
    'was used by somebody else': async () => {
      const sent = await invite();
      await accept(sent.token);
      return { ...sent, by: signedIn('twin', { email: grace.user.email }) };
    },
    'is of a disabled organization': async () => {
      const sent = await invite();
      const { db, orgId } = organization.as('olga');
      await organizationDocument(db.firestore, orgId).update({ status: 'disabled' });
      return sent;
    },
    'was sent by who was removed since': async () => {
      const sent = await invite();
      await removeMember({ ctx: organization.as('olga'), input: { uid: organization.uidOf('anna') } });
      return sent;
    },
    'was sent by who may not send it any more': async () => {
      await changeRole({
        ctx: organization.as('olga'),
        input: { uid: organization.uidOf('anna'), role: 'owner' },
      });
      const sent = await invite('owner');
      await changeRole({
        ctx: organization.as('olga'),
        input: { uid: organization.uidOf('anna'), role: 'admin' },
      });
      return sent;
    },
    'is rubbish': async () => ({ token: '' }),
  };

  it.each(Object.keys(cases))(
    'because it %s, is answered as one that nobody made, and changes nothing',
    async (name) => {
      const { token, by = grace } = (await cases[name]?.()) ?? { token: '' };
      const before = await organization.roles();
      expect(await answered(accept(token, by))).toEqual(await unknown());
      expect(await unknown()).toMatchObject({ code: 'not-found', reason: 'INVITATION_INVALID' });
      expect(await organization.roles()).toEqual(before);
    },
  );

  it.each([
    ['is not verified', { emailVerified: false }],
    ['is not said to be verified', { emailVerified: undefined }],
    ['is none', { email: undefined }],
  ])('is not even looked at where the address %s', async (_, user) => {
    const { token } = await invite();
    const stranger = { ...grace, user: { ...grace.user, ...user } };
    for (const tried of [token, 'ivi_unknown']) {
      await expect(accept(tried, stranger)).rejects.toMatchObject({ reason: 'EMAIL_NOT_VERIFIED' });
    }
    expect(grace.db.meter.reads).toBe(0);
  });
});

describe('an invitation that an API key sent', () => {
  const key = {
    name: 'onboarding',
    scopes: [],
    hint: 'iv_…',
    ...{ metricPrefixes: null, addresses: null, expiresAt: null },
    ...{ rotatedAt: null, overlapUntil: null, lastUsedAt: null },
    createdBy: 'user:olga',
  };

  it.each([
    ['holds while the key does', null, 'done'],
    ['is worth nothing once the key is revoked', testInstant, 'INVITATION_INVALID'],
  ])('%s', async (_, revokedAt, outcome) => {
    const ctx = organization.asKey(permissions);
    await collection(ctx.db.firestore, ctx.orgId, 'api_keys')
      .doc('key_test')
      .set({ ...key, revokedAt, createdAt: testInstant });
    const input = createInvitationRequestSchema.parse({ email: grace.user.email, role: 'admin' });
    const { token } = await createInvitation({ ctx, input });
    if (outcome === 'done') expect(await accept(token)).toMatchObject({ role: 'admin' });
    else await expect(accept(token)).rejects.toMatchObject({ reason: outcome });
  });
});
