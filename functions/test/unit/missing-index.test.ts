import { FieldPath, Filter, Firestore, type Query } from 'firebase-admin/firestore';
import { describe, expect, it } from 'vitest';
import type { IndexSpec } from '../support/indexes/index-spec.ts';
import { missingIndex } from '../support/indexes/missing-index.ts';
import { queryShape } from '../support/indexes/query-shape.ts';

const firestore = new Firestore({ projectId: 'demo-intentvision' });
const things: Query = firestore.collection('things');
const name = FieldPath.documentId();

const ascending = (fieldPath: string) => ({ fieldPath, order: 'ASCENDING' as const });
const descending = (fieldPath: string) => ({ fieldPath, order: 'DESCENDING' as const });
const composite = (...fields: IndexSpec['indexes'][number]['fields']) => ({
  collectionGroup: 'things',
  queryScope: 'COLLECTION' as const,
  fields,
});

function missing(query: Query, declared: Partial<IndexSpec> = {}) {
  return missingIndex(queryShape(query), { indexes: [], fieldOverrides: [], ...declared })?.fields;
}

describe('without any declaration', () => {
  it.each<[string, Query]>([
    ['all of a collection', things],
    ['all by name', things.orderBy(name)],
    ['one equality', things.where('a', '==', 1)],
    ['equalities, merged', things.where('a', '==', 1).where('b', 'in', [1, 2]).where('c', '==', null)],
    ['equalities by name', things.where('a', '==', 1).where('labels.b', '==', 'x').orderBy(name)],
    ['equalities by name, backwards', things.where('a', '==', 1).where('b', '==', 1).orderBy(name, 'desc')],
    ['an array element', things.where('tags', 'array-contains', 'x').where('a', '==', 1)],
    ['a range', things.where('a', '>', 1).where('a', '<', 9)],
    ['a range in its order', things.where('a', '>', 1).orderBy('a', 'desc')],
    ['an order by one field', things.orderBy('a', 'desc').orderBy(name, 'desc')],
  ])('Firestore serves %s', (_, query) => {
    expect(missing(query)).toBeUndefined();
  });

  it.each<[string, Query, unknown[]]>([
    [
      'an equality in the order of another field',
      things.where('a', '==', 1).orderBy('b', 'desc'),
      [ascending('a'), descending('b')],
    ],
    [
      'an equality and a range',
      things.where('a', '==', 1).where('b', '>', 1),
      [ascending('a'), ascending('b')],
    ],
    ['ranges of two fields', things.where('b', '>', 1).where('a', '<', 1), [ascending('a'), ascending('b')]],
    [
      'ranges of two fields in an order',
      things.where('b', '>', 1).where('a', '<', 1).orderBy('b', 'desc'),
      [descending('b'), descending('a')],
    ],
    [
      'an inequality beside an order',
      things.where('a', '!=', 1).orderBy('a').orderBy('b'),
      [ascending('a'), ascending('b')],
    ],
    ['an order by two fields', things.orderBy('a').orderBy('b', 'desc'), [ascending('a'), descending('b')]],
    [
      'an order whose ties go the other way',
      things.orderBy('a', 'desc').orderBy(name),
      [descending('a'), ascending('__name__')],
    ],
    ['names backwards', things.orderBy(name, 'desc'), [descending('__name__')]],
    [
      'an array element in an order',
      things.where('tags', 'array-contains', 'x').orderBy('a'),
      [{ fieldPath: 'tags', arrayConfig: 'CONTAINS' }, ascending('a')],
    ],
    [
      'a field over all collections',
      firestore.collectionGroup('things').where('a', '==', 1),
      [ascending('a')],
    ],
  ])('Firestore refuses %s', (_, query, fields) => {
    expect(missing(query)).toEqual(fields);
  });
});

describe('a declared index', () => {
  const byA = composite(ascending('a'), descending('z'));
  const byB = composite(ascending('b'), descending('z'));
  const latest = (query: Query) => query.orderBy('z', 'desc').orderBy(name, 'desc');
  const a = things.where('a', '==', 1);

  it('serves its query, and no other order, range or scope', () => {
    expect(missing(latest(a), { indexes: [byA] })).toBeUndefined();
    expect(missing(a.orderBy('z'), { indexes: [byA] })).toBeDefined();
    expect(missing(latest(things.where('b', '==', 1)), { indexes: [byA] })).toBeDefined();
    const group = firestore.collectionGroup('things').where('a', '==', 1);
    expect(missing(latest(group), { indexes: [byA] })).toBeDefined();
    const others = firestore.collection('others').where('a', '==', 1);
    expect(missing(latest(others), { indexes: [byA] })).toBeDefined();
  });

  it('does not serve a query that leaves one of its leading fields open', () => {
    const both = composite(ascending('a'), ascending('b'), descending('z'));
    expect(missing(latest(a), { indexes: [both] })).toEqual([ascending('a'), descending('z')]);
  });

  it('merges with another of the same order', () => {
    const both = latest(a.where('b', '==', 1));
    expect(missing(both, { indexes: [byA, byB] })).toBeUndefined();
    expect(missing(both, { indexes: [byA] })).toEqual([ascending('a'), ascending('b'), descending('z')]);
    const otherOrder = composite(ascending('b'), ascending('z'));
    expect(missing(both, { indexes: [byA, otherOrder] })).toBeDefined();
  });
});

describe('an override', () => {
  const override = (fieldPath: string, ...indexes: IndexSpec['fieldOverrides'][number]['indexes']) => ({
    fieldOverrides: [{ collectionGroup: 'things', fieldPath, indexes }],
  });

  it('takes the automatic indexes of a field and of all below it', () => {
    expect(missing(things.where('a', '==', 1), override('a'))).toBeDefined();
    expect(missing(things.where('a.b', '==', 1), override('a'))).toBeDefined();
    expect(missing(things.where('ab', '==', 1), override('a'))).toBeUndefined();
  });

  it('gives way to one that is nearer', () => {
    const { fieldOverrides } = override('a');
    const nearer = override('a.b', { order: 'ASCENDING', queryScope: 'COLLECTION' });
    const declared = { fieldOverrides: [...fieldOverrides, ...nearer.fieldOverrides] };
    expect(missing(things.where('a.b', '==', 1), declared)).toBeUndefined();
  });

  it('gives an index over all collections', () => {
    const declared = override('a', { order: 'ASCENDING', queryScope: 'COLLECTION_GROUP' });
    const group = firestore.collectionGroup('things');
    expect(missing(group.where('a', '<', 1), declared)).toBeUndefined();
    expect(missing(group.orderBy('a', 'desc'), declared)).toBeDefined();
    expect(missing(things.where('a', '==', 1), declared)).toBeDefined();
  });
});

it('refuses to judge a disjunction', () => {
  const either = things.where(Filter.or(Filter.where('a', '==', 1), Filter.where('b', '==', 1)));
  expect(() => queryShape(either)).toThrow();
});
