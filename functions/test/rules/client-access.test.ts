import { expect, it } from 'vitest';
import { permissions } from '../../src/contracts/permissions.ts';
import { groupSchemas } from '../../src/firestore/collections.ts';
import { clientAccess, serverOnly } from './support/client-access.ts';
import { closedCollections } from './support/closed-collections.ts';

/** Collections that lie below no organization, so that `groupSchemas` has them not. */
const roots = ['organizations', 'api_key_hashes', 'erasures'];

it('finds each permission in the rules or with the server, and none in both', () => {
  const granted = new Set(Object.values(clientAccess).flatMap((access) => Object.values(access)));
  const underRules = permissions.filter((permission) => granted.has(permission));
  expect([...underRules, ...serverOnly].sort()).toEqual([...permissions].sort());
});

it('says of each collection whether clients reach it', () => {
  const groups = Object.keys(groupSchemas).map((group) => (group === 'events' ? 'alert_events' : group));
  const said = [...Object.keys(clientAccess), ...Object.keys(closedCollections)];
  expect(said.sort()).toEqual([...new Set([...groups, ...roots])].sort());
});
