import { dot } from '../numerics/dot.ts';
import { linearTrend } from '../numerics/linear-trend.ts';
import { solvePositiveDefinite } from '../numerics/solve-positive-definite.ts';
import {
  classicalIndices,
  removeIndices,
  type SeasonalIndices,
} from '../transforms/classical-decomposition.ts';
import {
  type HoltWintersParameters,
  type HoltWintersState,
  runHoltWinters,
  type SeasonKind,
} from './holt-winters-recursion.ts';

/** Seasons that the first guess looks at; later ones may have moved on. */
const GUESS_SEASONS = 6;

/**
 * A first guess of the state before `y`: seasonal indices by classical decomposition of the first seasons, level and
 * trend from a line through the start of the adjusted series. Length 2m or more; `m` = 1 has the index 0.
 * Source: Hyndman et al. (2008), §2.6.1.
 */
export function guessInitialState(y: readonly number[], m: number, kind: SeasonKind): HoltWintersState {
  const season: SeasonalIndices =
    m > 1 ? classicalIndices(y.slice(0, GUESS_SEASONS * m), m, kind) : { kind: 'additive', indices: [0] };
  const start = removeIndices(y.slice(0, Math.max(10, 2 * m)), season);
  const { intercept, slope } = linearTrend(start);
  return { level: intercept - slope, trend: slope, seasonal: season.indices };
}

/**
 * The initial state that makes the sum of squared errors least at given smoothing parameters, by one Gauss–Newton step
 * from `initial`: exact in the additive form, whose errors are linear in the state. The seasonal indices keep their
 * sum. Returns `initial` where the step does not help.
 */
export function refineInitialState(
  y: ArrayLike<number>,
  parameters: HoltWintersParameters,
  initial: HoltWintersState,
  kind: SeasonKind,
): HoltWintersState {
  const base = new Float64Array(y.length);
  const { sse } = runHoltWinters(y, parameters, initial, kind, base);
  if (!Number.isFinite(sse)) return initial;
  const columns: Float64Array[] = [];
  const size = perturbation(y);
  for (let i = 0; i <= initial.seasonal.length; i++) {
    const delta = i >= 2 && kind === 'multiplicative' ? 1e-3 : size;
    const column = new Float64Array(y.length);
    const moved = runHoltWinters(y, parameters, moveState(initial, i, delta), kind, column);
    if (!Number.isFinite(moved.sse)) return initial;
    columns.push(column.map((error, t) => (base[t] - error) / delta));
  }
  const step = solvePositiveDefinite(
    gram(columns),
    columns.map((column) => dot(column, base)),
  );
  if (!step) return initial;
  const refined = step.reduce((state, change, i) => moveState(state, i, change), initial);
  return runHoltWinters(y, parameters, refined, kind).sse < sse ? refined : initial;
}

/** Moves the level (0), the trend (1) or a seasonal index (2…m) by `delta`; the last index balances the others. */
function moveState(state: HoltWintersState, component: number, delta: number): HoltWintersState {
  if (component === 0) return { ...state, level: state.level + delta };
  if (component === 1) return { ...state, trend: state.trend + delta };
  const seasonal = [...state.seasonal];
  seasonal[component - 2] += delta;
  seasonal[seasonal.length - 1] -= delta;
  return { ...state, seasonal };
}

/** A step of finite differences that is small beside the series' range. */
function perturbation(y: ArrayLike<number>): number {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let t = 0; t < y.length; t++) {
    low = Math.min(low, y[t]);
    high = Math.max(high, y[t]);
  }
  return high > low ? (high - low) / 1_000 : 1;
}

function gram(columns: readonly Float64Array[]): number[][] {
  return columns.map((a) => columns.map((b) => dot(a, b)));
}
