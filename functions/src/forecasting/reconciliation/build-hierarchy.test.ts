import { describe, expect, it } from 'vitest';
import { buildHierarchy, findNode } from './build-hierarchy.ts';

const SHOPS = [
  { region: 'north', shop: 'a' },
  { region: 'south', shop: 'b' },
  { region: 'south', shop: 'c' },
];

describe('buildHierarchy', () => {
  it('has the total, the regions and the shops, each with its leaves', () => {
    const { nodes, aggregateCount, leafCount } = buildHierarchy(SHOPS, [[], ['region']]);
    expect([aggregateCount, leafCount]).toEqual([2, 3]);
    expect(nodes.map(({ labels, leaves }) => [labels, leaves])).toEqual([
      [{}, [0, 1, 2]],
      [{ region: 'south' }, [1, 2]],
      [SHOPS[0], [0]],
      [SHOPS[1], [1]],
      [SHOPS[2], [2]],
    ]);
  });

  it('does not count a region of one shop twice, and finds it by its name', () => {
    const hierarchy = buildHierarchy(SHOPS, [[], ['region']]);
    expect(hierarchy.nodes[2].aliases).toEqual([{ region: 'north' }]);
    expect(findNode(hierarchy, { region: 'north' })).toBe(2);
    expect(findNode(hierarchy, { shop: 'b', region: 'south' })).toBe(3);
    expect(findNode(hierarchy, {})).toBe(0);
    expect(findNode(hierarchy, { region: 'west' })).toBe(-1);
  });

  it('takes a grouping by all labels as the leaves themselves', () => {
    const { nodes } = buildHierarchy(SHOPS, [['shop', 'region']]);
    expect(nodes.map(({ aliases }) => aliases)).toEqual([[], [], []]);
  });

  it('counts a leaf without the label under the empty value, so that regions add up to the total', () => {
    const { nodes } = buildHierarchy([...SHOPS, { shop: 'd' }, { shop: 'e' }], [[], ['region']]);
    const regions = nodes.slice(0, 3).map(({ labels, leaves }) => [labels, leaves]);
    expect(regions).toContainEqual([{ region: '' }, [3, 4]]);
  });

  it('is one series without aggregates for one leaf', () => {
    const { nodes, aggregateCount } = buildHierarchy([{ shop: 'a' }], [[], ['region']]);
    expect(aggregateCount).toBe(0);
    expect(nodes).toEqual([{ labels: { shop: 'a' }, aliases: [{}, { region: '' }], leaves: [0] }]);
  });

  it.each([
    ['no leaves', [], 'NO_LEAVES'],
    ['the same labels twice', [SHOPS[0], { shop: 'a', region: 'north' }], 'LEAVES_NOT_DISTINCT'],
  ])('refuses %s', (_, leaves, reason) => {
    expect(() => buildHierarchy(leaves, [[]])).toThrow(expect.objectContaining({ reason }));
  });
});
