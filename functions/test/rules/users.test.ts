import { assertFails, assertSucceeds } from '@firebase/rules-unit-testing';
import { where } from 'firebase/firestore';
import { beforeEach, describe, expect, it } from 'vitest';
import { userDocument } from '../../src/firestore/collections.ts';
import { before, requestTime } from './support/documents.ts';
import { callers, uidOf, useWorld } from './support/world.ts';

const world = useWorld('users');
const profile = {
  displayName: null,
  email: 'ada@example.com',
  timeZone: null,
  createdAt: before,
  updatedAt: before,
};
const me = uidOf('viewer');

beforeEach(async () => {
  for (const uid of [me, 'uid-somebody']) await world.server.doc(`users/${uid}`).set(profile);
});

describe('a person', () => {
  const path = `users/${me}`;
  const update = (change: Record<string, unknown>) => world.as('viewer').update(path, change);

  it('reads its own document', async () => {
    await assertSucceeds(world.as('viewer').get(path));
  });

  it('edits its profile, in a way that the server can read', async () => {
    const change = { displayName: '阿达'.repeat(30), timeZone: 'Europe/Vienna', updatedAt: requestTime() };
    await assertSucceeds(update(change));
    expect((await userDocument(world.server, me).get()).data()).toMatchObject({ timeZone: 'Europe/Vienna' });
    await assertSucceeds(update({ displayName: null, updatedAt: requestTime() }));
  });

  it.each([
    ['its e-mail address', { email: 'other@example.com' }],
    ['its beginning', { createdAt: new Date(0) }],
    ['a field of no profile', { role: 'owner' }],
    ['a name that is no text', { displayName: 42 }],
    ['a name too long', { displayName: 'x'.repeat(121) }],
    ['a time zone too long', { timeZone: 'x'.repeat(65) }],
  ])('may not write %s', async (_, change) => {
    await assertFails(update({ ...change, updatedAt: requestTime() }));
  });

  it('may not backdate its change', async () => {
    await assertFails(update({ displayName: 'Ada' }));
    await assertFails(update({ displayName: 'Ada', updatedAt: new Date(0) }));
  });

  it('may neither make nor delete its document', async () => {
    await assertFails(world.as('viewer').delete(path));
    await assertFails(world.as('member').set(`users/${uidOf('member')}`, profile));
  });
});

describe.each(callers)('%s', (caller) => {
  it('may not touch the document of somebody else', async () => {
    const path = 'users/uid-somebody';
    const client = world.as(caller);
    await assertFails(client.get(path));
    await assertFails(client.set(path, profile));
    await assertFails(client.update(path, { displayName: 'Mallory', updatedAt: requestTime() }));
    await assertFails(client.delete(path));
  });

  it('may not list people', async () => {
    await assertFails(world.as(caller).list('users'));
    await assertFails(world.as(caller).list('users', where('email', '==', 'ada@example.com')));
  });
});
