import { assertFails, assertSucceeds } from '@firebase/rules-unit-testing';
import { documentId, where } from 'firebase/firestore';
import { describe, it } from 'vitest';
import { rolePermissions } from '../../src/contracts/permissions.ts';
import { clientAccess } from './support/client-access.ts';
import { callers, disabled, foreign, own, useWorld } from './support/world.ts';

const world = useWorld('organizations');

describe.each(callers)('%s', (caller) => {
  const isMember = caller !== 'newcomer' && caller !== 'signed-out';
  const allowed = isMember && rolePermissions[caller].includes(clientAccess.organizations.get);

  it(`${allowed ? 'may' : 'may not'} get its own organization`, async () => {
    const outcome = world.as(caller).get(`organizations/${own}`);
    await (allowed ? assertSucceeds(outcome) : assertFails(outcome));
  });

  it('may get no other organization, nor a disabled one, nor one that is not there', async () => {
    for (const orgId of [foreign, disabled, 'org_nowhere']) {
      await assertFails(world.as(caller).get(`organizations/${orgId}`));
    }
  });

  it('may not list organizations, not even one that it knows by name or id', async () => {
    await assertFails(world.as(caller).list('organizations'));
    await assertFails(world.as(caller).list('organizations', where('name', '==', own)));
    await assertFails(world.as(caller).list('organizations', where(documentId(), '==', own)));
  });

  it.each([
    ['own', own],
    ['foreign', foreign],
  ])('may not rename, disable or delete the %s organization', async (_, orgId) => {
    const path = `organizations/${orgId}`;
    await assertFails(world.as(caller).update(path, { name: 'Renamed' }));
    await assertFails(world.as(caller).update(path, { status: 'disabled' }));
    await assertFails(world.as(caller).delete(path));
  });

  it('may not enable a disabled organization, nor found one', async () => {
    const client = world.as(caller);
    await assertFails(client.update(`organizations/${disabled}`, { status: 'active' }));
    await assertFails(client.set(`organizations/org_by_${caller}`, { name: 'Mine', status: 'active' }));
  });
});
