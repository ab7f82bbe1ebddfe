import {
  buildConstraintSystem,
  type ConstraintSystem,
  dot,
  summingConstraints,
} from './constraint-system.ts';
import type { ErrorCovariance } from './error-covariance.ts';
import type { Hierarchy } from './hierarchy.ts';

/** The linear map from base values of all series (in the order of the nodes) to coherent ones. */
export type Reconciler = (base: readonly number[]) => number[];

/**
 * Minimum trace reconciliation for errors of covariance *W*: the coherent values nearest to the base ones in the metric
 * of *W*⁻¹. With *C y* = 0 for "aggregates equal their sums", the leaves are ŷ − *W C*ᵀ(*C W C*ᵀ)⁻¹*C* ŷ, i.e. each
 * gets its share of every aggregate's discrepancy, and aggregates are then added up, so that they are coherent by
 * construction. The same as *S G* ŷ with *G* = (*S*ᵀ*W*⁻¹*S*)⁻¹*S*ᵀ*W*⁻¹, but *W* need not be inverted, and what is
 * factored has as many rows as there are aggregates. Values that already add up stay as they are. Undefined where
 * *C W C*ᵀ is singular.
 * Source: Wickramasuriya, Athanasopoulos & Hyndman (2019), theorem 1 and equation 10.
 */
export function minimumTrace(hierarchy: Hierarchy, covariance: ErrorCovariance): Reconciler | undefined {
  const { aggregateCount, leafCount } = hierarchy;
  const system = buildConstraintSystem(summingConstraints(hierarchy), covariance);
  if (!system) return undefined;
  const gains = gainsOf(system, aggregateCount, leafCount);
  return (base) => {
    const discrepancies = system.violations(base);
    const leaves = gains.map((gain, leaf) => base[aggregateCount + leaf] - dot(gain, discrepancies));
    return sumLeaves(hierarchy, leaves);
  };
}

/** Bottom-up: leaves stay as they are, aggregates become their sums. */
export function bottomUp(hierarchy: Hierarchy): Reconciler {
  return (base) => sumLeaves(hierarchy, base.slice(hierarchy.aggregateCount));
}

/** All series from the leaves: aggregates first. */
export function sumLeaves({ nodes }: Hierarchy, values: readonly number[]): number[] {
  return nodes.map(({ leaves }) => leaves.reduce((sum, leaf) => sum + values[leaf], 0));
}

function gainsOf(system: ConstraintSystem, aggregateCount: number, leafCount: number): number[][] {
  return Array.from({ length: leafCount }, (_, leaf) =>
    system.solve(system.covariances(aggregateCount + leaf)),
  );
}
