import { describe, expect, it } from 'vitest';
import { personAt, signedIn, testInstant } from '../../../test/support/people.ts';
import { collection, organizationDocument } from '../../firestore/collections.ts';
import { encodePageToken } from '../../firestore/page-token.ts';
import { createOrganization } from './create-organization.ts';
import { listMyOrganizations } from './list-my-organizations.ts';

describe('listMyOrganizations', () => {
  it('gives those in which the person is a member, with the role, page by page, and no other', async () => {
    const ada = signedIn('ada');
    const bob = signedIn('bob');
    const ids: string[] = [];
    for (const name of ['First', 'Second', 'Third']) {
      ids.push((await createOrganization({ ctx: ada, input: { name } })).organizationId);
    }
    const theirs = await createOrganization({ ctx: bob, input: { name: 'Theirs' } });
    const { firestore } = ada.db;
    await collection(firestore, theirs.organizationId, 'user_org_memberships')
      .doc(ada.user.uid)
      .set({ uid: ada.user.uid, role: 'viewer', createdAt: testInstant, updatedAt: testInstant });
    await organizationDocument(firestore, ids[0] ?? '').update({ status: 'disabled' });
    const ctx = personAt(ada, testInstant);
    const page = await listMyOrganizations({ ctx, input: { pageSize: 3 } });
    expect(ctx.db.meter.reads).toBe(4 + 3);
    const rest = await listMyOrganizations({ ctx, input: { pageSize: 3, pageToken: page.nextPageToken } });
    const items = [...page.items, ...rest.items];
    expect(items.map(({ organizationId }) => organizationId)).toEqual([...ids, theirs.organizationId].sort());
    expect(items).toContainEqual({
      organizationId: theirs.organizationId,
      name: 'Theirs',
      status: 'active',
      role: 'viewer',
      joinedAt: testInstant,
    });
    expect(items.find(({ name }) => name === 'First')).toMatchObject({ status: 'disabled', role: 'owner' });
    expect(rest.nextPageToken).toBeNull();
    expect((await listMyOrganizations({ ctx: bob, input: {} })).items).toHaveLength(1);
  });

  it('leaves out an organization of which nothing but the membership is left', async () => {
    const ctx = signedIn('ada');
    const { organizationId } = await createOrganization({ ctx, input: { name: 'Gone' } });
    await organizationDocument(ctx.db.firestore, organizationId).delete();
    expect(await listMyOrganizations({ ctx, input: {} })).toEqual({ items: [], nextPageToken: null });
  });

  it.each(['rubbish', encodePageToken({ orgId: '../users/ada' })])(
    'refuses the page token %s',
    async (pageToken) => {
      await expect(listMyOrganizations({ ctx: signedIn('ada'), input: { pageToken } })).rejects.toMatchObject(
        {
          reason: 'PAGE_TOKEN_INVALID',
        },
      );
    },
  );
});
