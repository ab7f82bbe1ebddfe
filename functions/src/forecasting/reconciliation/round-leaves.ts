import type { Hierarchy } from './hierarchy.ts';

/**
 * Whole leaves that keep the sums: each value becomes one of the two whole numbers beside it, so that sums over leaves
 * that stand together (those of a group, where groups are nested) are off by less than 1. Rounding each leaf by itself
 * would lose a total of many small ones: a hundred times 0.3 would be 0. A whole value stays as it is.
 * Source: cascade (cumulative) rounding, as Bresenham's line.
 */
export function roundLeaves(hierarchy: Hierarchy, leaves: readonly number[]): number[] {
  const rounded = new Array<number>(leaves.length);
  let carried = 0;
  for (const leaf of groupedOrder(hierarchy)) {
    const below = Math.floor(leaves[leaf]);
    carried += leaves[leaf] - below;
    const up = carried >= 0.5 && leaves[leaf] > below ? 1 : 0;
    carried -= up;
    rounded[leaf] = below + up;
  }
  return rounded;
}

/** Leaves in an order in which those of one aggregate stand together, the smaller aggregates within the larger. */
function groupedOrder({ nodes, aggregateCount, leafCount }: Hierarchy): number[] {
  const memberships: number[][] = Array.from({ length: leafCount }, () => []);
  nodes
    .slice(0, aggregateCount)
    .map((node, i) => ({ node, i }))
    .sort((a, b) => b.node.leaves.length - a.node.leaves.length || a.i - b.i)
    .forEach(({ node }, rank) => {
      for (const leaf of node.leaves) memberships[leaf].push(rank);
    });
  return memberships.map((_, leaf) => leaf).sort((a, b) => compare(memberships[a], memberships[b]) || a - b);
}

function compare(a: readonly number[], b: readonly number[]): number {
  for (let i = 0; i < Math.min(a.length, b.length); i++) if (a[i] !== b[i]) return a[i] - b[i];
  return a.length - b.length;
}
