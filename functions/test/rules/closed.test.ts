import { assertFails } from '@firebase/rules-unit-testing';
import { where } from 'firebase/firestore';
import { describe, it } from 'vitest';
import { callers, own, useWorld } from './support/world.ts';

const world = useWorld('closed');

/** Places where nothing is meant to be; collections that the server has for itself are rows of the matrix. */
const closedDocuments = [
  '_migrations/0001',
  'users/ada/idempotency_keys/9f86d081',
  `organizations/${own}/secrets/sec_1`,
  `organizations/${own}/metrics/met_1/time_series/2026-11-21/deeper/doc`,
  'anything/else',
];

describe.each(callers)('%s', (caller) => {
  it.each(closedDocuments)('has no access to %s', async (path) => {
    await world.server.doc(path).set({ orgId: own });
    const client = world.as(caller);
    await assertFails(client.get(path));
    await assertFails(client.list(path.slice(0, path.lastIndexOf('/')), where('orgId', '==', own)));
    await assertFails(client.set(path, { orgId: own }));
    await assertFails(client.update(path, { orgId: 'org_other' }));
    await assertFails(client.delete(path));
  });
});
