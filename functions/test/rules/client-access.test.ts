import { expect, it } from 'vitest';
import { permissions } from '../../src/contracts/permissions.ts';
import { clientAccess, serverOnly } from './support/client-access.ts';

it('finds each permission in the rules or with the server, and none in both', () => {
  const granted = new Set(Object.values(clientAccess).flatMap((access) => Object.values(access)));
  const underRules = permissions.filter((permission) => granted.has(permission));
  expect([...underRules, ...serverOnly].sort()).toEqual([...permissions].sort());
});
