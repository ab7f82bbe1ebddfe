import type { Hierarchy, HierarchyNode, Labels } from './hierarchy.ts';
import { ReconciliationError } from './reconciliation-error.ts';

/**
 * The summing structure of labelled series: for each grouping (a set of label names) one aggregate for each combination
 * of values, then the leaves. `[[], ['region']]` gives the total and the regions, a hierarchy; `[[], ['region'],
 * ['product']]` sums the same leaves in two ways, a grouped structure. A leaf without a label counts under the empty
 * value, so that the aggregates of each grouping add up to the total. A sum that equals another series (a grouping by
 * all labels, a region with a single shop) is not a node of its own but an alias, since counting the same series twice
 * would weigh it twice.
 * Source: Hyndman & Athanasopoulos (2021), §11.1 and §11.2.
 *
 * @throws ReconciliationError without leaves and for leaves with equal labels.
 */
export function buildHierarchy(
  leaves: readonly Labels[],
  groupings: readonly (readonly string[])[],
): Hierarchy {
  if (leaves.length === 0) throw new ReconciliationError('NO_LEAVES', 'a hierarchy requires a leaf');
  const nodes = new Map<string, MutableNode>();
  leaves.forEach((labels, leaf) => {
    addNode(nodes, { labels: sortLabels(labels), aliases: [], leaves: [leaf] });
  });
  const names = new Set([...nodes.values()].map(({ labels }) => labelsKey(labels)));
  if (names.size < leaves.length) {
    throw new ReconciliationError('LEAVES_NOT_DISTINCT', 'a hierarchy requires leaves with distinct labels');
  }
  for (const grouping of groupings) {
    for (const aggregate of aggregatesOf(leaves, grouping)) addNode(nodes, aggregate);
  }
  const all: readonly HierarchyNode[] = [...nodes.values()];
  return {
    nodes: [...all.slice(leaves.length), ...all.slice(0, leaves.length)],
    aggregateCount: all.length - leaves.length,
    leafCount: leaves.length,
  };
}

/** The index of the series named `labels` in `nodes`, by alias too; −1 where there is none. */
export function findNode({ nodes }: Hierarchy, labels: Labels): number {
  const key = labelsKey(labels);
  return nodes.findIndex((node) => [node.labels, ...node.aliases].some((name) => labelsKey(name) === key));
}

interface MutableNode extends HierarchyNode {
  readonly aliases: Labels[];
}

function addNode(nodes: Map<string, MutableNode>, node: MutableNode): void {
  const same = nodes.get(node.leaves.join());
  if (!same) nodes.set(node.leaves.join(), node);
  else if (labelsKey(same.labels) !== labelsKey(node.labels)) same.aliases.push(node.labels);
}

function aggregatesOf(leaves: readonly Labels[], grouping: readonly string[]): MutableNode[] {
  const groups = new Map<string, MutableNode & { leaves: number[] }>();
  leaves.forEach((leaf, index) => {
    const labels = sortLabels(Object.fromEntries(grouping.map((name) => [name, leaf[name] ?? ''])));
    const key = labelsKey(labels);
    const group = groups.get(key) ?? { labels, aliases: [], leaves: [] };
    group.leaves.push(index);
    groups.set(key, group);
  });
  return [...groups.values()];
}

function sortLabels(labels: Labels): Labels {
  return Object.fromEntries(Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function labelsKey(labels: Labels): string {
  return JSON.stringify(sortLabels(labels));
}
