import { describe, expect, it } from 'vitest';
import { groupSchemas } from '../../src/firestore/collections.ts';
import { readIndexSpec } from '../support/indexes/index-spec.ts';

const { fieldOverrides } = readIndexSpec();
const expiring = Object.entries(groupSchemas)
  .filter(([, { shape }]) => 'expireAt' in shape)
  .map(([group]) => group);
const policies = fieldOverrides.filter(({ ttl }) => ttl === true);

describe('time to live', () => {
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
