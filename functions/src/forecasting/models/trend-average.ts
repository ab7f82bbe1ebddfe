import type { PointsAndSpread } from '../forecaster.ts';
import { steps } from './steps.ts';
import { continueTrend, fitTrendSmoothing, type TrendKind, type TrendSmoothing } from './trend-smoothing.ts';

/** Exponential smoothings without a season, weighted by how well they suit the series. */
export interface TrendAverage {
  /** One-step errors of the weighted forecast, one for each point. */
  readonly residuals: Float64Array;
  forecast(h: number): PointsAndSpread;
}

interface Member {
  readonly fit: TrendSmoothing;
  readonly weight: number;
  readonly variance: number;
}

/** Smoothing parameters, initial states and the variance. */
const PARAMETERS: Record<TrendKind, number> = { none: 3, additive: 5, damped: 6 };

/**
 * SES, Holt's trend and the damped trend, averaged by Akaike weights exp(−ΔAICc/2): ETS(A,·,N) without the pick of one.
 * Standard deviation the weighted mean of theirs, σ√(1 + Σcⱼ²) with cⱼ = α + β(φ + … + φʲ). `y` of length ≥ 4.
 * Source: Hyndman, Koehler, Ord & Snyder (2008), §6.3 and §7; Burnham & Anderson (2002), §2.9.
 */
export function averageTrends(y: Float64Array): TrendAverage {
  const fits = (['none', 'additive', 'damped'] as const).map((kind) => fitTrendSmoothing(y, kind));
  const criteria = fits.map(({ kind, sse }) => aicc(sse, y.length, PARAMETERS[kind]));
  const least = Math.min(...criteria);
  const raw = criteria.map((criterion, i) =>
    least < Number.POSITIVE_INFINITY ? Math.exp((least - criterion) / 2) : Number(i === 0),
  );
  const total = raw.reduce((sum, weight) => sum + weight, 0);
  const members = fits.map((fit, i) => ({
    fit,
    weight: raw[i] / total,
    variance: fit.sse / Math.max(1, y.length - PARAMETERS[fit.kind] + 1),
  }));
  return {
    residuals: weightedSum(members, ({ fit }) => oneStepErrors(y, fit)),
    forecast: (h) => ({
      mean: [...weightedSum(members, ({ fit }) => continueTrend(fit, h))],
      standardDeviation: [...weightedSum(members, (member) => spread(member, h))],
    }),
  };
}

/** Infinity where the series is too short for so many parameters. */
function aicc(sse: number, n: number, k: number): number {
  const spare = n - k - 1;
  const penalty = spare > 0 ? 2 * k + (2 * k * (k + 1)) / spare : Number.POSITIVE_INFINITY;
  return n * Math.log(sse + 1e-30) + penalty;
}

function oneStepErrors(y: Float64Array, fit: TrendSmoothing): Float64Array {
  const { alpha, beta, phi } = fit;
  let level = fit.initialLevel;
  let slope = fit.initialSlope;
  return y.map((value) => {
    const expected = level + phi * slope;
    const error = value - expected;
    level = expected + alpha * error;
    slope = phi * slope + beta * error;
    return error;
  });
}

function spread({ fit: { alpha, beta, phi }, variance }: Member, h: number): number[] {
  let damping = 0;
  let sum = 1;
  return steps(h, () => {
    const deviation = Math.sqrt(variance * sum);
    damping = phi * (1 + damping);
    sum += (alpha + beta * damping) ** 2;
    return deviation;
  });
}

function weightedSum(
  members: readonly Member[],
  partOf: (member: Member) => ArrayLike<number>,
): Float64Array {
  const [first, ...others] = members.map((member) => ({ part: partOf(member), weight: member.weight }));
  const sum = Float64Array.from(first.part, (value) => first.weight * value);
  for (const { part, weight } of others) for (let i = 0; i < sum.length; i++) sum[i] += weight * part[i];
  return sum;
}
