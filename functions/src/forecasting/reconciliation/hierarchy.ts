/** What names a series, e.g. `{ region: 'north', shop: 'a' }`. */
export type Labels = Readonly<Record<string, string>>;

/** One series of a hierarchy: a leaf, or the sum of several. */
export interface HierarchyNode {
  /** A leaf's own labels, or those that the aggregate's leaves share by its grouping; `{}` for the total. */
  readonly labels: Labels;
  /** Other names of the same sum: the region of a shop that has the region to itself. */
  readonly aliases: readonly Labels[];
  /** Which leaves add up to it: indices into the leaves, ascending; a leaf has itself. */
  readonly leaves: readonly number[];
}

/** Series that add up: aggregates first, then the leaves in the order given. */
export interface Hierarchy {
  readonly nodes: readonly HierarchyNode[];
  readonly aggregateCount: number;
  readonly leafCount: number;
}
