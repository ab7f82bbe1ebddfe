import { buildConstraintSystem, type Constraint, dot, summingConstraints } from './constraint-system.ts';
import type { ErrorCovariance } from './error-covariance.ts';
import type { Hierarchy } from './hierarchy.ts';
import { type Reconciler, sumLeaves } from './reconciler.ts';

/** Rounds without progress before leaves are moved one at a time, which cannot cycle. */
const PATIENCE = 3;
/** How far below zero, as a share of the largest value, counts as rounding. */
const ROUNDING = 1e-12;
/** Rounds for each leaf, after which only rounding can be left to move: what is below zero is then cut. */
const ROUNDS_PER_LEAF = 20;

/**
 * Minimum trace reconciliation without negative leaves: the coherent values with no leaf below zero that are nearest to
 * the base ones in the metric of *W*⁻¹, a quadratic programme with one solution. Leaves held at zero are found by block
 * principal pivoting: all that violate their side are moved at once, and one by one where that stops helping. `free` is
 * the map without the bound, whose answer is taken where it has no negative leaf. A singular *W* cuts leaves at zero.
 * Source: Wickramasuriya, Turlach & Hyndman (2020); pivoting after Júdice & Pires (1994).
 */
export function nonNegative(hierarchy: Hierarchy, covariance: ErrorCovariance, free: Reconciler): Reconciler {
  const { aggregateCount, leafCount } = hierarchy;
  const hold = holdAtZero(hierarchy, covariance);
  return (base) => {
    const rounding = ROUNDING * base.reduce((max, value) => Math.max(max, Math.abs(value)), 0);
    const held = new Set<number>();
    let leaves = free(base).slice(aggregateCount);
    let violated = leaves.flatMap((value, leaf) => (value < -rounding ? [leaf] : []));
    let fewest = Number.POSITIVE_INFINITY;
    let patience = PATIENCE;
    for (let round = 0; violated.length > 0 && round < ROUNDS_PER_LEAF * leafCount; round++) {
      patience = violated.length < fewest ? PATIENCE : patience - 1;
      fewest = Math.min(fewest, violated.length);
      for (const leaf of patience >= 0 ? violated : violated.slice(-1)) {
        if (!held.delete(leaf)) held.add(leaf);
      }
      const solution = hold(base, [...held]);
      if (!solution) break;
      leaves = solution.leaves;
      violated = leaves.flatMap((value, leaf) =>
        value < -rounding || solution.released.has(leaf) ? [leaf] : [],
      );
    }
    return sumLeaves(hierarchy, leaves.map(cutAtZero));
  };
}

/** Bottom-up with leaves cut at zero, which is where the programme above ends when only leaves are believed. */
export function bottomUpNonNegative(hierarchy: Hierarchy): Reconciler {
  return (base) => sumLeaves(hierarchy, base.slice(hierarchy.aggregateCount).map(cutAtZero));
}

/** The best leaves with those of `held` at zero, and which of these would rather be positive (by their multipliers). */
interface Held {
  readonly leaves: number[];
  readonly released: ReadonlySet<number>;
}

function holdAtZero(hierarchy: Hierarchy, covariance: ErrorCovariance) {
  const { aggregateCount, leafCount } = hierarchy;
  const sums = summingConstraints(hierarchy);
  return (base: readonly number[], held: readonly number[]): Held | undefined => {
    const zeros = held.map((leaf): Constraint => [{ series: aggregateCount + leaf, weight: 1 }]);
    const system = buildConstraintSystem([...sums, ...zeros], covariance);
    if (!system) return undefined;
    const multipliers = system.solve(system.violations(base));
    const leaves = Array.from({ length: leafCount }, (_, leaf) => {
      const series = aggregateCount + leaf;
      return base[series] - dot(system.covariances(series), multipliers);
    });
    for (const leaf of held) leaves[leaf] = 0;
    return { leaves, released: new Set(held.filter((_, i) => multipliers[aggregateCount + i] > 0)) };
  };
}

function cutAtZero(value: number): number {
  return Math.max(0, value);
}
