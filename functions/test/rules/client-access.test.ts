import { globSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { permissions } from '../../src/contracts/permissions.ts';
import { groupSchemas } from '../../src/firestore/collections.ts';
import { clientAccess, closedCollections, serverOnly } from './support/client-access.ts';

const groups = Object.keys(groupSchemas).map((group) => (group === 'events' ? 'alert_events' : group));
const files = globSync('*.test.ts', { cwd: import.meta.dirname });
const texts = files.map((file) => readFileSync(`${import.meta.dirname}/${file}`, 'utf8'));

it('finds each permission in the rules or with the server, and none in both', () => {
  const granted = new Set(Object.values(clientAccess).flatMap((access) => Object.values(access)));
  const underRules = permissions.filter((permission) => granted.has(permission));
  expect([...underRules, ...serverOnly].sort()).toEqual([...permissions].sort());
});

it('says of each collection of an organization whether clients reach it', () => {
  const said = [...Object.keys(clientAccess), ...closedCollections];
  expect(said.filter((name) => name !== 'organizations').sort()).toEqual([...new Set(groups)].sort());
});

it.each(Object.keys(clientAccess).filter((name) => name !== 'organizations'))(
  'has a file that goes through all operations on %s',
  (name) => {
    const going = texts.filter((text) => text.includes('describeAccess('));
    const naming = going.filter(
      (text) => text.includes(`clientAccess.${name},`) || text.includes(`  ${name}: {`),
    );
    expect(naming).toHaveLength(1);
  },
);

it.each(closedCollections)('has a document of %s among those that nobody reaches', (name) => {
  const closed = readFileSync(`${import.meta.dirname}/closed.test.ts`, 'utf8');
  expect(closed).toMatch(new RegExp(`['/\`]${name}/`));
});
