import { buildConstraintSystem, type Constraint, dot, summingConstraints } from './constraint-system.ts';
import type { ErrorCovariance } from './error-covariance.ts';
import type { Hierarchy } from './hierarchy.ts';
import { type Reconciler, sumLeaves } from './reconciler.ts';

/** What each leaf can be; infinite where there is no bound. */
export interface LeafRange {
  readonly minimum: number;
  readonly maximum: number;
}

/** Rounds without progress before leaves are moved one at a time, which cannot cycle without an upper bound. */
const PATIENCE = 3;
/** How far beyond a bound, as a share of the largest value, counts as rounding. */
const ROUNDING = 1e-12;
/** Rounds for each leaf, after which only rounding can be left to move: what is out of range is then cut. */
const ROUNDS_PER_LEAF = 20;

/**
 * Minimum trace reconciliation with leaves within `ranges` (one for each): the coherent values with every leaf within it that are nearest to
 * the base ones in the metric of *W*⁻¹, a quadratic programme with one solution. Leaves held at a bound are found by
 * block principal pivoting: all that violate their side are moved at once, and one by one where that stops helping.
 * `free` is the map without bounds, whose answer is taken where it needs none. A singular *W* cuts leaves at the bounds.
 * Source: Wickramasuriya, Turlach & Hyndman (2020) for the minimum of 0; pivoting after Júdice & Pires (1994).
 */
export function reconcileWithin(
  ranges: readonly LeafRange[],
  hierarchy: Hierarchy,
  covariance: ErrorCovariance,
  free: Reconciler,
): Reconciler {
  const { aggregateCount, leafCount } = hierarchy;
  const hold = holdAtBounds(hierarchy, covariance, ranges);
  return (base) => {
    const rounding = ROUNDING * base.reduce((max, value) => Math.max(max, Math.abs(value)), 0);
    const outside = (value: number, leaf: number): Violation[] => {
      if (value < ranges[leaf].minimum - rounding) return [{ leaf, side: 'minimum' }];
      return value > ranges[leaf].maximum + rounding ? [{ leaf, side: 'maximum' }] : [];
    };
    const held: Held = new Map();
    let leaves = free(base).slice(aggregateCount);
    let violated = leaves.flatMap(outside);
    let fewest = Number.POSITIVE_INFINITY;
    let patience = PATIENCE;
    for (let round = 0; violated.length > 0 && round < ROUNDS_PER_LEAF * leafCount; round++) {
      patience = violated.length < fewest ? PATIENCE : patience - 1;
      fewest = Math.min(fewest, violated.length);
      for (const { leaf, side } of patience >= 0 ? violated : violated.slice(-1)) {
        if (!held.delete(leaf)) held.set(leaf, side);
      }
      const solution = hold(base, held);
      if (!solution) break;
      leaves = solution.leaves;
      violated = leaves.flatMap((value, leaf): Violation[] => {
        const side = held.get(leaf);
        if (side === undefined) return outside(value, leaf);
        return solution.released.has(leaf) ? [{ leaf, side }] : [];
      });
    }
    return sumLeaves(hierarchy, leaves.map(cutTo(ranges)));
  };
}

/** Bottom-up with leaves cut at the bounds, which is where the programme above ends when only leaves are believed. */
export function bottomUpWithin(ranges: readonly LeafRange[], hierarchy: Hierarchy): Reconciler {
  return (base) => sumLeaves(hierarchy, base.slice(hierarchy.aggregateCount).map(cutTo(ranges)));
}

interface Violation {
  readonly leaf: number;
  readonly side: keyof LeafRange;
}

/** Leaves that stand at a bound, and at which. */
type Held = Map<number, keyof LeafRange>;

/** The best leaves with those of `held` at their bounds, and which of these would rather be inside (by multipliers). */
interface HeldSolution {
  readonly leaves: number[];
  readonly released: ReadonlySet<number>;
}

function holdAtBounds(hierarchy: Hierarchy, covariance: ErrorCovariance, ranges: readonly LeafRange[]) {
  const { aggregateCount, leafCount } = hierarchy;
  const sums = summingConstraints(hierarchy);
  return (base: readonly number[], heldLeaves: Held): HeldSolution | undefined => {
    const held = [...heldLeaves];
    const pins = held.map(([leaf]): Constraint => [{ series: aggregateCount + leaf, weight: 1 }]);
    const system = buildConstraintSystem([...sums, ...pins], covariance);
    if (!system) return undefined;
    const violations = system.violations(base);
    held.forEach(([leaf, side], i) => {
      violations[aggregateCount + i] -= ranges[leaf][side];
    });
    const multipliers = system.solve(violations);
    const leaves = Array.from({ length: leafCount }, (_, leaf) => {
      const series = aggregateCount + leaf;
      return base[series] - dot(system.covariances(series), multipliers);
    });
    const released = new Set<number>();
    held.forEach(([leaf, side], i) => {
      leaves[leaf] = ranges[leaf][side];
      const inwards = side === 'minimum' ? multipliers[aggregateCount + i] : -multipliers[aggregateCount + i];
      if (inwards > 0) released.add(leaf);
    });
    return { leaves, released };
  };
}

function cutTo(ranges: readonly LeafRange[]) {
  return (value: number, leaf: number) =>
    Math.max(ranges[leaf].minimum, Math.min(ranges[leaf].maximum, value));
}
