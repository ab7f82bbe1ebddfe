import { describe, expect, it } from 'vitest';
import { at, testContext } from '../../../test/support/context.ts';
import { organizationOf } from '../../../test/support/people.ts';
import { collection } from '../../firestore/collections.ts';
import { getOrganization } from './get-organization.ts';
import { updateOrganization } from './update-organization.ts';

const later = new Date('2026-11-22T00:00:00Z');

describe('updateOrganization', () => {
  it('renames, and notes what the name was', async () => {
    const organization = await organizationOf({ anna: 'admin' });
    const ctx = organization.as('anna', later);
    const renamed = await updateOrganization({ ctx, input: { patch: { name: 'Acme Air' } } });
    expect(renamed).toMatchObject({ name: 'Acme Air', updatedAt: later });
    expect(await getOrganization({ ctx })).toEqual(renamed);
    const { docs } = await collection(ctx.db.firestore, organization.orgId, 'audit_log').get();
    expect(docs.map((one) => one.data())).toMatchObject([
      {
        action: 'organization.update',
        changed: ['name', 'updatedAt'],
        before: { name: 'Acme' },
        after: { name: 'Acme Air' },
      },
    ]);
  });

  it.each([{}, { name: 'Acme' }])('changes and notes nothing by %j', async (patch) => {
    const organization = await organizationOf({ anna: 'admin' });
    const ctx = organization.as('anna', later);
    expect(await updateOrganization({ ctx, input: { patch } })).toMatchObject({ name: 'Acme' });
    expect(ctx.db.meter.writes).toBe(0);
  });

  it('is only for who knows the organization as it is, where that is asked', async () => {
    const organization = await organizationOf({ anna: 'admin' });
    const ctx = organization.as('anna');
    const seen: object[] = [];
    const precondition = (current: object) => {
      seen.push(current);
      throw new Error('changed');
    };
    const update = updateOrganization({ ctx, input: { patch: { name: 'Acme Air' }, precondition } });
    await expect(update).rejects.toThrow('changed');
    expect(seen).toEqual([await getOrganization({ ctx })]);
  });

  it('needs its permission, and an organization', async () => {
    const organization = await organizationOf({ mia: 'member' });
    const input = { patch: { name: 'Mine' } };
    await expect(updateOrganization({ ctx: organization.as('mia'), input })).rejects.toMatchObject({
      reason: 'PERMISSION_MISSING',
    });
    await expect(updateOrganization({ ctx: at(testContext(), later), input })).rejects.toMatchObject({
      reason: 'ORGANIZATION_NOT_FOUND',
    });
  });
});
