import { factorPositiveDefinite } from './cholesky.ts';
import type { ErrorCovariance } from './error-covariance.ts';
import type { Hierarchy } from './hierarchy.ts';

/** A linear combination of series (by index) that must be zero. */
export type Constraint = readonly { readonly series: number; readonly weight: number }[];

/** *m* constraints *C y* = 0 together with the covariance *W* of the errors: the normal equations of a projection. */
export interface ConstraintSystem {
  /** *C y*: by how much each constraint is violated. */
  violations(y: readonly number[]): number[];
  /** Solves *C W C*ᵀ *x* = *b*. */
  solve(b: readonly number[]): number[];
  /** Row `series` of *W C*ᵀ. */
  covariances(series: number): number[];
}

/** One constraint for each aggregate: it less its leaves is zero. */
export function summingConstraints({ nodes, aggregateCount }: Hierarchy): Constraint[] {
  return nodes
    .slice(0, aggregateCount)
    .map(({ leaves }, aggregate) => [
      { series: aggregate, weight: 1 },
      ...leaves.map((leaf) => ({ series: aggregateCount + leaf, weight: -1 })),
    ]);
}

/**
 * Sets up and factors *C W C*ᵀ, of as many rows as there are constraints, without forming *W* or its inverse, and
 * without the summing matrix. Undefined where it is singular: the errors of some combination of series have no variance.
 */
export function buildConstraintSystem(
  constraints: readonly Constraint[],
  { specific, factors }: ErrorCovariance,
): ConstraintSystem | undefined {
  const rank = factors[0].length;
  const touching: Map<number, number>[] = specific.map(() => new Map());
  constraints.forEach((constraint, c) => {
    for (const { series, weight } of constraint) touching[series].set(c, weight);
  });
  const loadings = constraints.map((constraint) => {
    const row = new Array<number>(rank).fill(0);
    for (const { series, weight } of constraint) addScaled(row, weight, factors[series]);
    return row;
  });
  const matrix = constraints.map((constraint, c) => {
    const row = loadings.map((loading) => dot(loadings[c], loading));
    for (const { series, weight } of constraint) {
      for (const [other, otherWeight] of touching[series])
        row[other] += weight * otherWeight * specific[series];
    }
    return row;
  });
  const solve = factorPositiveDefinite(matrix);
  if (!solve) return undefined;
  return {
    solve,
    violations: (y) =>
      constraints.map((constraint) =>
        constraint.reduce((sum, { series, weight }) => sum + weight * y[series], 0),
      ),
    covariances: (series) => {
      const row = loadings.map((loading) => dot(factors[series], loading));
      for (const [c, weight] of touching[series]) row[c] += weight * specific[series];
      return row;
    },
  };
}

/** Scalar product of two arrays of the same length. */
export function dot(a: readonly number[], b: readonly number[]): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}

function addScaled(target: number[], factor: number, source: readonly number[]): void {
  for (let i = 0; i < target.length; i++) target[i] += factor * source[i];
}
