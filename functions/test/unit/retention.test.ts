import { describe, expect, it } from 'vitest';
import { groupSchemas } from '../../src/firestore/collections.ts';
import * as paths from '../../src/firestore/paths.ts';
import { readIndexSpec } from '../support/indexes/index-spec.ts';

const { fieldOverrides } = readIndexSpec();
const expiring = Object.entries(groupSchemas)
  .filter(([, { shape }]) => 'expireAt' in shape)
  .map(([group]) => group);
const policies = fieldOverrides.filter(({ ttl }) => ttl === true);

/** Those that have no entry below an organization: a tenant, a person, a hash. */
const roots = ['organizations', 'users', paths.apiKeyHashesPath, paths.erasuresPath];

/** The collection groups in the path that a function gives for documents called `x`. */
const groupsIn = (path: string): string[] => path.split('/').filter((segment) => segment !== 'x');

describe('time to live', () => {
  it('is looked at in every collection that has a path', () => {
    const { collectionPath: _, organizationOf: __, ...ofOne } = paths;
    const made = Object.values(ofOne).flatMap((path) =>
      typeof path === 'function' ? groupsIn((path as (...ids: string[]) => string)('x', 'x', 'x', 'x')) : [],
    );
    const groups = new Set([...made, ...paths.organizationCollections].filter((one) => !roots.includes(one)));
    const known = new Set([...Object.keys(groupSchemas), 'current']);
    expect([...groups].filter((group) => !known.has(group))).toEqual([]);
    expect(groups.size).toBeGreaterThan(paths.organizationCollections.length);
  });

  it('has a policy in firestore.indexes.json for each collection whose documents expire, and for no other', () => {
    expect(expiring.length).toBeGreaterThan(0);
    expect(policies.map(({ collectionGroup }) => collectionGroup).sort()).toEqual([...expiring].sort());
  });

  it.each(policies)('goes by expireAt in $collectionGroup, which no index holds', (policy) => {
    expect(policy).toEqual({
      collectionGroup: policy.collectionGroup,
      fieldPath: 'expireAt',
      ttl: true,
      indexes: [],
    });
  });

  it.each(expiring)('never comes to a document of %s that does not say when', (group) => {
    const { expireAt } = groupSchemas[group as 'runs' | 'forecasts'].shape;
    expect(expireAt.parse(undefined)).toBeNull();
    expect(expireAt.safeParse('2026-11-21T05:00:00Z').success).toBe(false);
  });
});
