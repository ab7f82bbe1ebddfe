import { nelderMead } from '../numerics/nelder-mead.ts';
import { guessInitialState, refineInitialState } from './holt-winters-initial-state.ts';
import {
  type HoltWintersParameters,
  type HoltWintersState,
  runHoltWinters,
  type SeasonKind,
} from './holt-winters-recursion.ts';

/** Damping below 0.8 forgets the trend within a few steps, above 0.98 it is hardly damping. */
const PHI_MIN = 0.8;
const PHI_MAX = 0.98;
/** Distance of the smoothing parameters from 0 and 1. */
const MARGIN = 1e-4;
/** Searches of short series start at α = 0.3 and α = 0.8, since the sum of squares often has a valley on either side. */
const STARTS = [
  [-0.85, -2.2, -2.2, 1.1],
  [1.4, -2.2, -2.2, 1.1],
];
/** Longer series are searched from the first start only. */
const BOTH_STARTS_MAX = 500;
/** Points × evaluations that a search may spend, and its bounds. */
const WORK_MAX = 250_000;
const EVALUATIONS_MAX = 250;
const EVALUATIONS_MIN = 60;
/** A season longer than this, or a series of more seasons, leaves the initial state as guessed. */
const REFINED_SEASON_MAX = 60;
const REFINED_SEASONS_MAX = 40;

/** Damped Holt-Winters fitted to a series. */
export interface HoltWintersFit {
  readonly kind: SeasonKind;
  readonly parameters: HoltWintersParameters;
  readonly initial: HoltWintersState;
  readonly state: HoltWintersState;
  readonly residuals: number[];
  readonly sse: number;
}

/**
 * Fits damped Holt-Winters to `y` by least squares of the one-step errors: Nelder–Mead over (α, β, γ, φ) in logistic
 * coordinates, in turn with the exact initial state. Each round lowers the sum, so it ends no higher than it began.
 * Seasons of `m` steps, 1 for none; 2m + 2 points or more.
 */
export function fitHoltWinters(y: readonly number[], m: number, kind: SeasonKind): HoltWintersFit {
  const values = Float64Array.from(y);
  let initial = guessInitialState(y, m, kind);
  let x = searchParameters(values, initial, kind, y.length > BOTH_STARTS_MAX ? STARTS.slice(0, 1) : STARTS);
  if (isRefined(y.length, m)) {
    for (let round = 0; round < 2; round++) {
      initial = refineInitialState(values, toParameters(x, m), initial, kind);
      x = searchParameters(values, initial, kind, [x]);
    }
  }
  const parameters = toParameters(x, m);
  const residuals = new Float64Array(values.length);
  const { sse, state } = runHoltWinters(values, parameters, initial, kind, residuals);
  return { kind, parameters, initial, state, residuals: Array.from(residuals), sse };
}

function isRefined(n: number, m: number): boolean {
  return m <= REFINED_SEASON_MAX && n >= 3 * m + 4 && (m === 1 || n <= REFINED_SEASONS_MAX * m);
}

function searchParameters(
  y: Float64Array,
  initial: HoltWintersState,
  kind: SeasonKind,
  starts: readonly (readonly number[])[],
): readonly number[] {
  const m = initial.seasonal.length;
  const evaluationsMax = Math.min(EVALUATIONS_MAX, Math.max(EVALUATIONS_MIN, WORK_MAX / y.length));
  const search = (start: readonly number[]) =>
    nelderMead((x) => runHoltWinters(y, toParameters(x, m), initial, kind).sse, start, {
      evaluationsMax,
      relativeTolerance: 1e-6,
      step: 1,
    });
  return starts.map(search).reduce((best, other) => (other.value < best.value ? other : best)).x;
}

function toParameters(x: readonly number[], m: number): HoltWintersParameters {
  const within = (value: number) => MARGIN + (1 - 2 * MARGIN) * logistic(value);
  const alpha = within(x[0]);
  return {
    alpha,
    beta: alpha * within(x[1]),
    gamma: m > 1 ? (1 - alpha) * within(x[2]) : 0,
    phi: PHI_MIN + (PHI_MAX - PHI_MIN) * logistic(x[3]),
  };
}

function logistic(x: number): number {
  return 1 / (1 + Math.exp(-x));
}
