import { assertFails } from '@firebase/rules-unit-testing';
import { describe, it } from 'vitest';
import { before } from './support/documents.ts';
import { callers, foreign, own, uidOf, useWorld } from './support/world.ts';

const world = useWorld('user-org-memberships');

describe.each(callers)('%s', (caller) => {
  const uid = uidOf(caller);

  it('cannot raise its own role', async () => {
    const path = `organizations/${own}/user_org_memberships/${uid}`;
    await assertFails(world.as(caller).update(path, { role: 'owner' }));
    await assertFails(world.as(caller).set(path, { uid, role: 'owner' }));
  });

  it('cannot join an organization by itself', async () => {
    const path = `organizations/${foreign}/user_org_memberships/${uid}`;
    const membership = { uid, role: 'viewer', createdAt: before, updatedAt: before };
    await assertFails(world.as(caller).set(path, membership));
  });

  it('cannot found an organization with itself as owner in one batch', async () => {
    const path = `organizations/org_of_${caller}`;
    const batch = {
      [path]: { name: 'Mine', status: 'active' },
      [`${path}/user_org_memberships/${uid}`]: { uid, role: 'owner' },
    };
    await assertFails(world.as(caller).setTogether(batch));
  });
});
