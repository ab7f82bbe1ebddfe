import { dot } from '../../numerics/dot.ts';
import { type LevenbergMarquardtOptions, levenbergMarquardt } from '../../numerics/levenberg-marquardt.ts';
import { type ArimaOrder, coefficientCount } from './arima-order.ts';
import { type ArmaFactors, type ArmaPolynomials, expandFactors } from './arma-polynomials.ts';
import { fromPartialAutocorrelations } from './partial-autocorrelations.ts';
import { whiten } from './whiten.ts';

/**
 * How a model is estimated: by conditional least squares, several times faster; or by exact maximum likelihood, with one
 * improvement of the start only (`glance`), near enough to compare models (`search`), or to the last digit (`final`).
 */
export type Effort = 'conditional' | 'glance' | 'search' | 'final';

/** An ARMA model of a differenced series. */
export interface ArmaFit {
  readonly order: ArimaOrder;
  readonly factors: ArmaFactors;
  readonly polynomials: ArmaPolynomials;
  /** Mean of the differenced series; 0 where the order has no constant. */
  readonly mean: number;
  /** Variance of the innovations, with the degrees of freedom that R `forecast` counts. */
  readonly variance: number;
  readonly logLikelihood: number;
  /** Of the log likelihood; Infinity where the series is too short for so many coefficients. */
  readonly aicc: number;
  /** One-step errors in units of one scale: those near the start are divided by their larger deviation. */
  readonly residuals: Float64Array;
  /** Where the search ended, in its own terms: a start for another. */
  readonly arguments: readonly number[];
}

const BUDGETS: Record<Effort, LevenbergMarquardtOptions> = {
  conditional: { iterationsMax: 30, relativeTolerance: 1e-5, bound: 4 },
  glance: { iterationsMax: 1, relativeTolerance: 0, bound: 5 },
  search: { iterationsMax: 20, relativeTolerance: 1e-5, bound: 5 },
  final: { iterationsMax: 40, relativeTolerance: 1e-7, bound: 5 },
};
/** Least mean of squares, in units of the series, so that a perfect fit has a likelihood. */
const MEAN_SQUARE_MIN = 1e-24;

/**
 * Fits the ARMA part of `order` to the differenced series `w` (of about unit size). The coefficients are searched
 * through the partial autocorrelations of each factor, so that every model met is stationary and invertible; given
 * them, the mean is solved for by generalised least squares, and the variance by maximum likelihood. Undefined where `w`
 * has no points beyond the reach of the model.
 * Source: Jones (1980) for the parameters; Ansley (1979) for maximum likelihood as least squares.
 */
export function fitArma(
  w: Float64Array,
  order: ArimaOrder,
  effort: Effort,
  start: readonly number[] = new Array<number>(coefficientCount(order)).fill(0),
): ArmaFit | undefined {
  const ones = order.constant ? new Float64Array(w.length).fill(1) : undefined;
  const whitened = (x: readonly number[]) => {
    const polynomials = expandFactors(decode(x, order), order.seasonLength);
    return whiten(w, ones, polynomials, effort !== 'conditional');
  };
  const found = levenbergMarquardt((x) => whitened(x)?.scaled, start, BUDGETS[effort]);
  const parts = found && whitened(found.x);
  if (!parts || parts.residuals.length === 0) return undefined;
  const n = w.length;
  const k = coefficientCount(order) + (order.constant ? 1 : 0) + 1;
  const meanSquare = Math.max(MEAN_SQUARE_MIN, found.sum / parts.residuals.length);
  const logLikelihood = -0.5 * n * (Math.log(2 * Math.PI * meanSquare) + 1);
  const spare = n - k - 1;
  const factors = decode(found.x, order);
  return {
    order,
    factors,
    polynomials: expandFactors(factors, order.seasonLength),
    mean: parts.mean,
    variance: dot(parts.residuals, parts.residuals) / Math.max(1, parts.residuals.length - k + 1),
    logLikelihood,
    aicc: spare > 0 ? -2 * logLikelihood + 2 * k + (2 * k * (k + 1)) / spare : Number.POSITIVE_INFINITY,
    residuals: parts.residuals,
    arguments: found.x,
  };
}

function decode(x: readonly number[], { p, q, P, Q }: ArimaOrder): ArmaFactors {
  let from = 0;
  const next = (count: number, sign: 1 | -1) => {
    const partial = x.slice(from, from + count).map(Math.tanh);
    from += count;
    return fromPartialAutocorrelations(partial).map((a) => sign * a);
  };
  return { ar: next(p, 1), ma: next(q, -1), seasonalAr: next(P, 1), seasonalMa: next(Q, -1) };
}
