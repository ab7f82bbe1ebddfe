import { dot } from './dot.ts';
import { solvePositiveDefinite } from './solve-positive-definite.ts';

/** What the search may spend, and where it stops. */
export interface LevenbergMarquardtOptions {
  readonly iterationsMax: number;
  /** Stop when a step lowers the sum of squares by less than this share. */
  readonly relativeTolerance: number;
  /** Arguments are kept within ± this. */
  readonly bound: number;
}

/** The best arguments found, and what they leave. */
export interface LeastSquaresSolution {
  readonly x: readonly number[];
  readonly residuals: Float64Array;
  readonly sum: number;
}

/** Step of the forward differences. */
const STEP = 1e-6;
const DAMPING_START = 1e-3;
const DAMPING_MIN = 1e-9;
const DAMPING_MAX = 1e6;
const DAMPING_GROWTH = 8;
/** Share of the largest diagonal element by which all are damped, so that flat directions take no giant steps. */
const FLOOR = 1e-4;

/**
 * Nonlinear least squares: which `x` makes the sum of squares of `residualsOf(x)` least? Gauss–Newton steps with
 * derivatives by forward differences, damped until they help. `residualsOf` answers arrays of one length, new at each
 * call, or undefined where it is not defined. Undefined where the start is not.
 * Source: Levenberg (1944); Marquardt (1963).
 */
export function levenbergMarquardt(
  residualsOf: (x: readonly number[]) => Float64Array | undefined,
  start: readonly number[],
  options: LevenbergMarquardtOptions,
): LeastSquaresSolution | undefined {
  const at = (x: readonly number[]): LeastSquaresSolution | undefined => {
    const residuals = residualsOf(x);
    const sum = residuals ? dot(residuals, residuals) : Number.NaN;
    return residuals && Number.isFinite(sum) ? { x, residuals, sum } : undefined;
  };
  const first = at(start);
  if (!first) return undefined;
  let best = first;
  let damping = DAMPING_START;
  for (let iteration = 0; best.sum > 0 && iteration < options.iterationsMax; iteration++) {
    const before = best;
    const { matrix, vector } = normalEquations(before, residualsOf);
    const largest = Math.max(...matrix.map((row, i) => row[i]));
    if (!(largest > 0)) break;
    while (best === before && damping < DAMPING_MAX) {
      const step = solvePositiveDefinite(damp(matrix, damping, FLOOR * largest), vector);
      const next = step && at(before.x.map((value, i) => clamp(value - step[i], options.bound)));
      if (next && next.sum < before.sum) best = next;
      else damping *= DAMPING_GROWTH;
    }
    damping = Math.max(DAMPING_MIN, damping / 10);
    if (before.sum - best.sum < options.relativeTolerance * before.sum) break;
  }
  return best;
}

function damp(matrix: readonly (readonly number[])[], damping: number, floor: number): number[][] {
  return matrix.map((row, i) => row.map((value, j) => (i === j ? value + damping * (value + floor) : value)));
}

function normalEquations(
  { x, residuals }: LeastSquaresSolution,
  residualsOf: (x: readonly number[]) => Float64Array | undefined,
): { matrix: number[][]; vector: number[] } {
  const columns = x.map((_, i) => {
    // Towards 0, which stays within the bound.
    const step = x[i] > 0 ? -STEP : STEP;
    const moved = residualsOf(x.map((value, j) => (i === j ? value + step : value)));
    return residuals.map((value, t) => (moved ? (moved[t] - value) / step : 0));
  });
  return {
    matrix: columns.map((a) => columns.map((b) => dot(a, b))),
    vector: columns.map((a) => dot(a, residuals)),
  };
}

function clamp(value: number, bound: number): number {
  return Math.max(-bound, Math.min(bound, value));
}
