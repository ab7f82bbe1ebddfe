import { nelderMead } from '../numerics/nelder-mead.ts';
import { removeSeasons } from '../transforms/remove-seasons.ts';
import { fromLogistic } from './logistic.ts';

/** Exponential smoothing of several seasons after it has seen a series. */
export interface SeasonalSmoothing {
  /** Smoothing of the level. */
  readonly alpha: number;
  /** Smoothing of each season's indices, in the order of the lengths. */
  readonly gammas: readonly number[];
  /** Autocorrelation of the one-step errors that forecasts carry on. */
  readonly phi: number;
  readonly sse: number;
  forecast(h: number): Float64Array;
}

interface State {
  level: number;
  error: number;
  readonly seasons: readonly Float64Array[];
}

type Parameters = Pick<SeasonalSmoothing, 'alpha' | 'gammas' | 'phi'>;

const ALPHA_MAX = 0.98;
const GAMMA_MAX = 0.6;
const PHI_MAX = 0.97;
/** Starts at α = 0.07, γ = 0.08, φ = 0.2. */
const START = { alpha: -2.5, gamma: -1.9, phi: 0.4 };
const EVALUATIONS_PER_PARAMETER = 25;
/** First seasons (of the longest) that the initial indices are taken from. */
const INITIAL_SEASONS = 2;

/**
 * Exponential smoothing of a level and one or more additive seasons, whose one-step errors carry over by a first-order
 * autoregression. `lengths` in steps, ascending, ≥ 2; `y` holds two of the longest.
 * Source: Taylor (2003), double seasonal Holt–Winters with adjustment for first-order autocorrelation, without a trend.
 */
export function fitSeasonalSmoothing(y: Float64Array, lengths: readonly number[]): SeasonalSmoothing {
  const longest = lengths[lengths.length - 1];
  const first = Array.from(y.subarray(0, INITIAL_SEASONS * longest));
  const split = removeSeasons(first, lengths);
  const start = () => initialState(split.adjusted, split.indices);
  const decode = (x: readonly number[]): Parameters => ({
    alpha: fromLogistic(x[0], 0, ALPHA_MAX),
    phi: fromLogistic(x[1], -PHI_MAX, PHI_MAX),
    gammas: lengths.map((_, s) => fromLogistic(x[2 + s], 0, GAMMA_MAX)),
  });
  const x0 = [START.alpha, START.phi, ...lengths.map(() => START.gamma)];
  const options = {
    evaluationsMax: EVALUATIONS_PER_PARAMETER * x0.length,
    relativeTolerance: 1e-5,
    step: 0.7,
  };
  const parameters = decode(nelderMead((x) => run(y, decode(x), start()), x0, options).x);
  const state = start();
  const sse = run(y, parameters, state);
  return { ...parameters, sse, forecast: (h) => carryOn(state, parameters.phi, y.length, h) };
}

function initialState(adjusted: readonly number[], indices: readonly Float64Array[]): State {
  const count = Math.max(1, adjusted.length >> 1);
  let level = 0;
  for (let t = 0; t < count; t++) level += adjusted[t] / count;
  return { level, error: 0, seasons: indices.map((index) => index.slice()) };
}

/** Runs through `y`, leaving the state after it; the sum of squared one-step errors. */
function run(y: Float64Array, { alpha, gammas, phi }: Parameters, state: State): number {
  const { seasons } = state;
  const phases = new Int32Array(seasons.length);
  let { level, error } = state;
  let sse = 0;
  for (let t = 0; t < y.length; t++) {
    let expected = level + phi * error;
    for (let s = 0; s < seasons.length; s++) expected += seasons[s][phases[s]];
    error = y[t] - expected;
    sse += error * error;
    level += alpha * error;
    for (let s = 0; s < seasons.length; s++) {
      seasons[s][phases[s]] += gammas[s] * error;
      phases[s] = phases[s] + 1 === seasons[s].length ? 0 : phases[s] + 1;
    }
  }
  state.level = level;
  state.error = error;
  return sse;
}

function carryOn({ level, error, seasons }: State, phi: number, n: number, h: number): Float64Array {
  const path = new Float64Array(h);
  let carried = error;
  for (let i = 0; i < h; i++) {
    carried *= phi;
    path[i] = level + carried;
    for (const season of seasons) path[i] += season[(n + i) % season.length];
  }
  return path;
}
