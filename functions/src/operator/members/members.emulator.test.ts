import { describe, expect, it } from 'vitest';
import { organizationOf } from '../../../test/support/people.ts';
import { type Permission, permissions, type Role, rolePermissions } from '../../contracts/permissions.ts';
import { changeRole } from './change-role.ts';
import { getMember } from './get-member.ts';
import { listMembers } from './list-members.ts';
import { removeMember } from './remove-member.ts';

const everybody = {
  olga: 'owner',
  otto: 'owner',
  anna: 'admin',
  abel: 'admin',
  mia: 'member',
  vera: 'viewer',
} as const;
type Name = keyof typeof everybody;

describe('listMembers and getMember', () => {
  it('give the members with their profiles, page by page, to a viewer, too', async () => {
    const organization = await organizationOf({ olga: 'owner', vera: 'viewer' });
    const ctx = organization.as('vera');
    const page = await listMembers({ ctx, input: { pageSize: 1 } });
    const rest = await listMembers({ ctx, input: { pageSize: 1, pageToken: page.nextPageToken } });
    expect([...page.items, ...rest.items].map(({ displayName, role }) => [displayName, role])).toEqual([
      ['olga', 'owner'],
      ['vera', 'viewer'],
    ]);
    expect(rest.nextPageToken).toBeNull();
    const uid = organization.uidOf('olga');
    expect(await getMember({ ctx, input: { uid } })).toMatchObject({ uid, email: `${uid}@acme.example` });
  });

  it('know nothing of members of another organization, nor of people who are in none', async () => {
    const theirs = await organizationOf({ olga: 'owner' });
    const ctx = (await organizationOf({ vera: 'viewer' })).as('vera');
    for (const uid of [theirs.uidOf('olga'), 'nobody']) {
      await expect(getMember({ ctx, input: { uid } })).rejects.toMatchObject({ reason: 'MEMBER_NOT_FOUND' });
    }
  });

  it('refuse what cannot be the id of a person', async () => {
    const ctx = (await organizationOf({ vera: 'viewer' })).as('vera');
    for (const uid of ['', '..', 'a/b', '__all__', 'x'.repeat(129)]) {
      await expect(getMember({ ctx, input: { uid } })).rejects.toMatchObject({ code: 'invalid-argument' });
    }
  });
});

describe('changeRole', () => {
  const cases: readonly (readonly [Name, Name, Role, string])[] = [
    ['olga', 'otto', 'viewer', 'done'],
    ['olga', 'vera', 'owner', 'done'],
    ['olga', 'olga', 'admin', 'done'],
    ['anna', 'vera', 'admin', 'done'],
    ['anna', 'abel', 'viewer', 'done'],
    ['anna', 'anna', 'member', 'done'],
    ['anna', 'vera', 'owner', 'OWNER_REQUIRED'],
    ['anna', 'anna', 'owner', 'OWNER_REQUIRED'],
    ['anna', 'olga', 'admin', 'OWNER_REQUIRED'],
    ['anna', 'olga', 'owner', 'OWNER_REQUIRED'],
    ['mia', 'vera', 'viewer', 'PERMISSION_MISSING'],
    ['mia', 'mia', 'admin', 'PERMISSION_MISSING'],
    ['vera', 'vera', 'owner', 'PERMISSION_MISSING'],
  ];

  it.each(cases)('%s makes %s %s: %s', async (caller, target, role, outcome) => {
    const organization = await organizationOf(everybody);
    const uid = organization.uidOf(target);
    const change = changeRole({ ctx: organization.as(caller), input: { uid, role } });
    if (outcome === 'done') {
      expect(await change).toMatchObject({ uid, role });
      expect(await organization.audit()).toEqual([`user:${caller} member.update ${target}`]);
    } else {
      await expect(change).rejects.toMatchObject({ code: 'permission-denied', reason: outcome });
      expect(await organization.audit()).toEqual([]);
    }
    const changed = outcome === 'done' ? { [target]: role } : {};
    expect(await organization.roles()).toEqual({ ...everybody, ...changed });
  });

  it('changes and notes nothing where the role is the one that somebody has', async () => {
    const organization = await organizationOf(everybody);
    const input = { uid: organization.uidOf('mia'), role: 'member' } as const;
    const ctx = organization.as('anna');
    expect(await changeRole({ ctx, input })).toMatchObject({ role: 'member' });
    expect(ctx.db.meter.writes).toBe(0);
  });

  it('goes by the role that the caller has when it writes, not by that of the call', async () => {
    const organization = await organizationOf(everybody);
    const late = organization.as('otto');
    const uid = organization.uidOf('otto');
    await changeRole({ ctx: organization.as('olga'), input: { uid, role: 'viewer' } });
    const input = { uid: organization.uidOf('vera'), role: 'admin' } as const;
    await expect(changeRole({ ctx: late, input })).rejects.toMatchObject({ reason: 'PERMISSION_MISSING' });
  });

  it('does not find members of another organization', async () => {
    const theirs = await organizationOf(everybody);
    const mine = await organizationOf({ olga: 'owner' });
    const input = { uid: theirs.uidOf('vera'), role: 'admin' } as const;
    const change = changeRole({ ctx: mine.as('olga'), input });
    await expect(change).rejects.toMatchObject({ code: 'not-found', reason: 'MEMBER_NOT_FOUND' });
    expect(await theirs.roles()).toEqual(everybody);
  });

  describe('by an API key', () => {
    const keys: readonly (readonly [string, readonly Permission[], Role, string])[] = [
      ['everything', permissions, 'owner', 'OWNER_REQUIRED'],
      ['everything', permissions, 'admin', 'done'],
      ['members:write alone', ['members:write'], 'viewer', 'ROLE_EXCEEDS_PERMISSIONS'],
      ['what viewers may, and members:write', [...rolePermissions.viewer, 'members:write'], 'viewer', 'done'],
      [
        'what viewers may, and members:write',
        [...rolePermissions.viewer, 'members:write'],
        'member',
        'ROLE_EXCEEDS_PERMISSIONS',
      ],
    ];

    it.each(keys)('that has %s %#: %3$s', async (_, scopes, role, outcome) => {
      const organization = await organizationOf(everybody);
      const change = changeRole({
        ctx: organization.asKey(scopes),
        input: { uid: organization.uidOf('mia'), role },
      });
      if (outcome === 'done') expect(await change).toMatchObject({ role });
      else await expect(change).rejects.toMatchObject({ reason: outcome });
    });

    it('that is restricted to addresses or metrics gives no role', async () => {
      const organization = await organizationOf(everybody);
      const open = { addresses: null, metricPrefixes: null, expiresAt: null };
      for (const narrow of [{ addresses: ['203.0.113.7'] }, { metricPrefixes: ['orders.'] }]) {
        const ctx = { ...organization.asKey(permissions), restrictions: { ...open, ...narrow } };
        const change = changeRole({ ctx, input: { uid: organization.uidOf('mia'), role: 'viewer' } });
        await expect(change).rejects.toMatchObject({ reason: 'ROLE_EXCEEDS_PERMISSIONS' });
      }
    });

    it('never touches an owner', async () => {
      const organization = await organizationOf(everybody);
      const ctx = organization.asKey(permissions);
      const uid = organization.uidOf('olga');
      await expect(changeRole({ ctx, input: { uid, role: 'viewer' } })).rejects.toMatchObject({
        reason: 'OWNER_REQUIRED',
      });
      await expect(removeMember({ ctx, input: { uid } })).rejects.toMatchObject({ reason: 'OWNER_REQUIRED' });
    });
  });
});

describe('removeMember', () => {
  const cases: readonly (readonly [Name, Name, string])[] = [
    ['olga', 'otto', 'done'],
    ['olga', 'olga', 'done'],
    ['anna', 'abel', 'done'],
    ['anna', 'olga', 'OWNER_REQUIRED'],
    ['mia', 'vera', 'PERMISSION_MISSING'],
    ['vera', 'vera', 'PERMISSION_MISSING'],
  ];

  it.each(cases)('%s removes %s: %s', async (caller, target, outcome) => {
    const organization = await organizationOf(everybody);
    const input = { uid: organization.uidOf(target) };
    const ctx = organization.as(caller);
    if (outcome === 'done') {
      await removeMember({ ctx, input });
      const { [target]: _, ...others } = everybody;
      expect(await organization.roles()).toEqual(others);
      expect(await organization.audit()).toEqual([`user:${caller} member.remove ${target}`]);
    } else {
      await expect(removeMember({ ctx, input })).rejects.toMatchObject({ reason: outcome });
      expect(await organization.roles()).toEqual(everybody);
    }
  });

  it('says the second time that there is no such member, as of one of another organization', async () => {
    const organization = await organizationOf(everybody);
    const theirs = await organizationOf(everybody);
    const ctx = organization.as('anna');
    const input = { uid: organization.uidOf('vera') };
    await removeMember({ ctx, input });
    for (const uid of [input.uid, theirs.uidOf('vera')]) {
      await expect(removeMember({ ctx, input: { uid } })).rejects.toMatchObject({
        reason: 'MEMBER_NOT_FOUND',
      });
    }
    expect(await theirs.roles()).toEqual(everybody);
  });
});
