import { nelderMead } from '../numerics/nelder-mead.ts';
import { fromLogistic } from './logistic.ts';
import type { TrendKind } from './trend-smoothing.ts';

/** A member of the ETS family: how errors, trend and season act. */
export interface EtsForm {
  readonly error: 'additive' | 'multiplicative';
  readonly trend: TrendKind;
  readonly season: 'none' | 'additive' | 'multiplicative';
}

/** Level, slope and seasonal indices (by phase) before the first point or after the last. */
export interface EtsState {
  readonly level: number;
  readonly slope: number;
  readonly season: ArrayLike<number>;
}

/** Smoothing parameters; those that the form does not have are 0, φ 1. */
export interface EtsParameters {
  readonly alpha: number;
  readonly beta: number;
  readonly gamma: number;
  readonly phi: number;
}

/** An ETS model after it has seen a series. */
export interface EtsFit {
  readonly form: EtsForm;
  readonly parameters: EtsParameters;
  readonly state: EtsState;
  /** −2 log likelihood up to a constant that all forms share; Infinity where the form does not suit. */
  readonly deviance: number;
  readonly length: number;
}

const MARGIN = 1e-4;
/** Smallest one-step forecast, of a series near 1, that a multiplicative error can be relative to. */
const EXPECTED_MIN = 1e-8;
const EVALUATIONS_PER_PARAMETER = 20;
/** Of the deviance. */
const TOLERANCE = 5e-4;
/** Starts at α = 0.35, β/α = 0.1, γ/(1−α) = 0.15, φ = 0.95. */
const START = { alpha: -0.6, beta: -2.2, gamma: -1.7, phi: 1.6 };

/**
 * Fits one ETS model from a given initial state: smoothing parameters by maximum likelihood with Nelder–Mead in logistic
 * coordinates (φ in [0.8, 0.98]). `y` about as large as 1, positive for multiplicative parts.
 * Source: Hyndman, Koehler, Ord & Snyder (2008), table 2.2 and equation 5.3; unlike R forecast 8.20 `ets()`, the initial
 * state is given and not searched, which is what makes an average over many forms affordable.
 */
export function fitEts(
  y: ArrayLike<number>,
  form: EtsForm,
  initial: EtsState,
  known?: EtsParameters,
): EtsFit {
  const season = new Float64Array(initial.season.length);
  const parameters = known ?? searchParameters(y, form, initial, season);
  const { deviance, level, slope } = runEts(y, form, parameters, initial, season);
  return { form, parameters, state: { level, slope, season }, deviance, length: y.length };
}

/** The next `h` values. */
export function continueEts({ form, parameters, state, length }: EtsFit, h: number): Float64Array {
  const path = new Float64Array(h);
  const m = state.season.length;
  let damping = 0;
  for (let i = 0; i < h; i++) {
    damping = parameters.phi * (1 + damping);
    const base = state.level + damping * state.slope;
    path[i] = m === 0 ? base : withSeason(base, state.season[(length + i) % m], form);
  }
  return path;
}

function withSeason(base: number, index: number, { season }: EtsForm): number {
  return season === 'multiplicative' ? base * index : base + index;
}

function searchParameters(
  y: ArrayLike<number>,
  form: EtsForm,
  initial: EtsState,
  season: Float64Array,
): EtsParameters {
  const hasTrend = form.trend !== 'none';
  const hasSeason = form.season !== 'none';
  const damped = form.trend === 'damped';
  const start = [START.alpha];
  if (hasTrend) start.push(START.beta);
  if (hasSeason) start.push(START.gamma);
  if (damped) start.push(START.phi);
  const decode = (x: readonly number[]): EtsParameters => {
    const alpha = fromLogistic(x[0], MARGIN, 1 - MARGIN);
    return {
      alpha,
      beta: hasTrend ? alpha * fromLogistic(x[1], MARGIN, 1 - MARGIN) : 0,
      gamma: hasSeason ? (1 - alpha) * fromLogistic(x[hasTrend ? 2 : 1], MARGIN, 1 - MARGIN) : 0,
      phi: damped ? fromLogistic(x[x.length - 1], 0.8, 0.98) : 1,
    };
  };
  const evaluationsMax = EVALUATIONS_PER_PARAMETER * start.length;
  const loss = (x: readonly number[]) => runEts(y, form, decode(x), initial, season).deviance;
  return decode(nelderMead(loss, start, { evaluationsMax, absoluteTolerance: TOLERANCE, step: 1 }).x);
}

interface EtsRun {
  readonly deviance: number;
  readonly level: number;
  readonly slope: number;
}

/** One pass over `y`; leaves the final seasonal indices in `season`. */
function runEts(
  y: ArrayLike<number>,
  form: EtsForm,
  { alpha, beta, gamma, phi }: EtsParameters,
  initial: EtsState,
  season: Float64Array,
): EtsRun {
  season.set(initial.season);
  const m = season.length;
  const multipliesSeason = form.season === 'multiplicative';
  const multipliesError = form.error === 'multiplicative';
  let { level, slope } = initial;
  let squares = 0;
  let logSizes = 0;
  for (let t = 0, phase = 0; t < y.length; t++) {
    const base = level + phi * slope;
    const index = m === 0 ? 0 : season[phase];
    const expected = multipliesSeason ? base * index : base + index;
    const error = y[t] - expected;
    if (multipliesError) {
      if (!(expected > EXPECTED_MIN)) return { deviance: Number.POSITIVE_INFINITY, level, slope };
      squares += (error / expected) ** 2;
      logSizes += Math.log(expected);
    } else squares += error * error;
    const own = multipliesSeason ? error / index : error;
    level = base + alpha * own;
    slope = phi * slope + beta * own;
    if (m > 0) {
      season[phase] += (gamma * error) / (multipliesSeason ? base : 1);
      phase = phase + 1 === m ? 0 : phase + 1;
    }
  }
  const deviance = y.length * Math.log(squares + 1e-30) + 2 * logSizes;
  return { deviance: Number.isNaN(deviance) ? Number.POSITIVE_INFINITY : deviance, level, slope };
}
