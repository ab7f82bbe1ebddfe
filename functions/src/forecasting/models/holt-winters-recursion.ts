/** How the season acts on the level. */
export type SeasonKind = 'additive' | 'multiplicative';

/** Smoothing parameters in error-correction form: 0 < β < α < 1, 0 < γ < 1 − α, φ the damping of the trend. */
export interface HoltWintersParameters {
  readonly alpha: number;
  readonly beta: number;
  readonly gamma: number;
  readonly phi: number;
}

/** Level and trend before the next step; `seasonal[t mod m]` is the index of time `t`. */
export interface HoltWintersState {
  readonly level: number;
  readonly trend: number;
  readonly seasonal: readonly number[];
}

/** Outcome of one pass: the state after the last point and the sum of squared one-step errors. */
export interface HoltWintersRun {
  readonly sse: number;
  readonly state: HoltWintersState;
}

/** A multiplicative level below this share of the first, and an index below it, are refused as divisors. */
const DIVISOR_MIN = 0.01;

/**
 * One pass of damped Holt-Winters through `y` from `initial`. Additive: ŷ = ℓ + φb + s. Multiplicative: ŷ = (ℓ + φb)s.
 * Without a season `seasonal` is `[0]` (additive). Writes the one-step errors to `residuals` where given. A
 * multiplicative pass whose level or an index nears zero, or one index outgrows the rest, answers an infinite sum.
 * Source: Hyndman & Athanasopoulos (2021), §8.3, in error-correction form.
 */
export function runHoltWinters(
  y: ArrayLike<number>,
  parameters: HoltWintersParameters,
  initial: HoltWintersState,
  kind: SeasonKind,
  residuals?: Float64Array,
): HoltWintersRun {
  return kind === 'additive'
    ? runAdditive(y, parameters, initial, residuals)
    : runMultiplicative(y, parameters, initial, residuals);
}

function runAdditive(
  y: ArrayLike<number>,
  { alpha, beta, gamma, phi }: HoltWintersParameters,
  initial: HoltWintersState,
  residuals?: Float64Array,
): HoltWintersRun {
  const seasonal = Float64Array.from(initial.seasonal);
  const m = seasonal.length;
  let { level, trend } = initial;
  let sse = 0;
  for (let t = 0, phase = 0; t < y.length; t++) {
    const base = level + phi * trend;
    const error = y[t] - base - seasonal[phase];
    level = base + alpha * error;
    trend = phi * trend + beta * error;
    seasonal[phase] += gamma * error;
    sse += error * error;
    if (residuals) residuals[t] = error;
    if (++phase === m) phase = 0;
  }
  return { sse, state: { level, trend, seasonal: Array.from(seasonal) } };
}

function runMultiplicative(
  y: ArrayLike<number>,
  { alpha, beta, gamma, phi }: HoltWintersParameters,
  initial: HoltWintersState,
  residuals?: Float64Array,
): HoltWintersRun {
  const seasonal = Float64Array.from(initial.seasonal);
  const m = seasonal.length;
  const baseMin = DIVISOR_MIN * Math.abs(initial.level);
  const refused: HoltWintersRun = { sse: Number.POSITIVE_INFINITY, state: initial };
  let { level, trend } = initial;
  let sse = 0;
  for (let t = 0, phase = 0; t < y.length; t++) {
    const base = level + phi * trend;
    const index = seasonal[phase];
    if (base <= baseMin || index <= DIVISOR_MIN) return refused;
    const error = y[t] - base * index;
    level = base + (alpha * error) / index;
    trend = phi * trend + (beta * error) / index;
    seasonal[phase] += (gamma * error) / base;
    if (seasonal[phase] > 2 * m) return refused;
    sse += error * error;
    if (residuals) residuals[t] = error;
    if (++phase === m) phase = 0;
  }
  return { sse, state: { level, trend, seasonal: Array.from(seasonal) } };
}
