import { describe, expect, it } from 'vitest';
import { organizationOf, signedIn } from '../../../test/support/people.ts';
import type { UserCtx } from '../auth/authenticate-user.ts';
import { changeRole } from './change-role.ts';
import { leaveOrganization } from './leave-organization.ts';
import { removeMember } from './remove-member.ts';
import { transferOwnership } from './transfer-ownership.ts';

type Organization = Awaited<ReturnType<typeof organizationOf>>;

const person = (organization: Organization, name: string): UserCtx =>
  signedIn(name, { uid: organization.uidOf(name) });

const leave = (organization: Organization, name: string) =>
  leaveOrganization({ ctx: person(organization, name), input: { organizationId: organization.orgId } });

/** What became of calls that were made at once. */
async function outcomes(calls: readonly Promise<unknown>[]): Promise<string[]> {
  const settled = await Promise.allSettled(calls);
  return settled
    .map((one) => (one.status === 'fulfilled' ? 'done' : (one.reason as { reason: string }).reason))
    .sort();
}

describe('the last owner', () => {
  it('cannot become less, be removed, or leave', async () => {
    const organization = await organizationOf({ olga: 'owner', anna: 'admin' });
    const ctx = organization.as('olga');
    const uid = organization.uidOf('olga');
    for (const attempt of [
      () => changeRole({ ctx, input: { uid, role: 'admin' } }),
      () => removeMember({ ctx, input: { uid } }),
      () => leave(organization, 'olga'),
    ]) {
      await expect(attempt()).rejects.toMatchObject({ code: 'failed-precondition', reason: 'LAST_OWNER' });
    }
    expect(await organization.roles()).toEqual({ olga: 'owner', anna: 'admin' });
    expect(await organization.audit()).toEqual([]);
  });

  const waysOut = [
    [
      'demote each other',
      (organization: Organization, one: string, other: string) =>
        changeRole({ ctx: organization.as(one), input: { uid: organization.uidOf(other), role: 'viewer' } }),
    ],
    [
      'remove each other',
      (organization: Organization, one: string, other: string) =>
        removeMember({ ctx: organization.as(one), input: { uid: organization.uidOf(other) } }),
    ],
    [
      'step down',
      (organization: Organization, one: string) =>
        changeRole({ ctx: organization.as(one), input: { uid: organization.uidOf(one), role: 'admin' } }),
    ],
    ['leave', (organization: Organization, one: string) => leave(organization, one)],
  ] as const;

  it.each(waysOut)('is left, when all owners %s at once', async (_, goes) => {
    for (let round = 0; round < 3; round += 1) {
      const organization = await organizationOf({ olga: 'owner', otto: 'owner', omar: 'owner' });
      const calls = [
        ['olga', 'otto'],
        ['otto', 'omar'],
        ['omar', 'olga'],
      ] as const;
      const became = await outcomes(calls.map(([one, other]) => goes(organization, one, other)));
      const owners = Object.values(await organization.roles()).filter((role) => role === 'owner');
      expect(owners.length).toBeGreaterThan(0);
      expect(became.filter((outcome) => outcome === 'done')).toHaveLength(3 - owners.length);
    }
  });
});

describe('leaveOrganization', () => {
  it('lets a viewer go, an owner beside another, and nobody twice', async () => {
    const organization = await organizationOf({ olga: 'owner', otto: 'owner', vera: 'viewer' });
    await leave(organization, 'vera');
    await leave(organization, 'otto');
    expect(await organization.roles()).toEqual({ olga: 'owner' });
    expect((await organization.audit()).sort()).toEqual([
      'user:otto member.leave otto',
      'user:vera member.leave vera',
    ]);
    await expect(leave(organization, 'vera')).rejects.toMatchObject({ reason: 'ORGANIZATION_NOT_FOUND' });
  });

  it('answers a stranger as if the organization did not exist', async () => {
    const organization = await organizationOf({ olga: 'owner' });
    const ctx = signedIn('mallory');
    const errors = await Promise.all(
      [organization.orgId, 'org_nowhere'].map((organizationId) =>
        leaveOrganization({ ctx, input: { organizationId } }).catch(
          (error: { reason: string }) => error.reason,
        ),
      ),
    );
    expect(errors).toEqual(['ORGANIZATION_NOT_FOUND', 'ORGANIZATION_NOT_FOUND']);
  });
});

describe('transferOwnership', () => {
  it('makes the other an owner and oneself an admin, and says so of both', async () => {
    const organization = await organizationOf({ olga: 'owner', vera: 'viewer' });
    const input = { uid: organization.uidOf('vera') };
    expect(await transferOwnership({ ctx: organization.as('olga'), input })).toMatchObject({
      ...input,
      role: 'owner',
      displayName: 'vera',
    });
    expect(await organization.roles()).toEqual({ olga: 'admin', vera: 'owner' });
    expect((await organization.audit()).sort()).toEqual([
      'user:olga member.transfer olga',
      'user:olga member.transfer vera',
    ]);
  });

  it('goes to one only, when it is given to two at once', async () => {
    const organization = await organizationOf({ olga: 'owner', anna: 'admin', vera: 'viewer' });
    const became = await outcomes(
      ['anna', 'vera'].map((name) =>
        transferOwnership({ ctx: organization.as('olga'), input: { uid: organization.uidOf(name) } }),
      ),
    );
    expect(became).toEqual(['PERMISSION_MISSING', 'done']);
    const roles = Object.values(await organization.roles());
    expect(roles.filter((role) => role === 'owner')).toHaveLength(1);
  });

  it('is refused to admins, keys, and to and from strangers', async () => {
    const organization = await organizationOf({ olga: 'owner', anna: 'admin' });
    const theirs = await organizationOf({ vera: 'viewer' });
    const [olga, anna] = ['olga', 'anna'].map((name) => organization.uidOf(name));
    const attempts = [
      [organization.as('anna'), anna, 'PERMISSION_MISSING'],
      [organization.asKey(['organization:transfer']), anna, 'PERSON_REQUIRED'],
      [organization.as('olga'), olga, 'TRANSFER_TO_SELF'],
      [organization.as('olga'), theirs.uidOf('vera'), 'MEMBER_NOT_FOUND'],
    ] as const;
    for (const [ctx, uid = '', reason] of attempts) {
      await expect(transferOwnership({ ctx, input: { uid } })).rejects.toMatchObject({ reason });
    }
    expect(await organization.roles()).toEqual({ olga: 'owner', anna: 'admin' });
  });
});
