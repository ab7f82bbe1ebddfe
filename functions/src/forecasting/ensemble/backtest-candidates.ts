import { type OriginPlan, planOrigins } from '../evaluation/plan-origins.ts';
import type { EtsParameters } from '../models/ets.ts';
import { forecastCandidates } from './candidate-forecasts.ts';
import type { EnsembleSeries } from './ensemble-series.ts';

/** What every candidate forecast from one origin in the past, and what came. */
export interface OriginCandidates {
  /** Number of points known. */
  readonly origin: number;
  readonly rows: readonly Float64Array[];
  readonly actual: Float64Array;
}

/** A backtest of all candidates; no origins where the series is too short. */
export interface CandidateBacktest {
  readonly plan: OriginPlan | null;
  readonly origins: readonly OriginCandidates[];
}

/** Origins, each of which costs a fit of nearly every candidate. */
const ORIGINS_MAX = 3;
/** Fewest points that a first origin leaves to learn from, without and with a season. */
const TRAINING_MIN = 8;
const TRAINING_SEASONS = 3;

/**
 * Forecasts of all candidates from up to three origins in the past. Everything is fitted to what was known then, except
 * the smoothing parameters of the ETS forms, which are those of the whole series.
 */
export function backtestCandidates(
  series: EnsembleSeries,
  horizon: number,
  etsParameters: ReadonlyMap<string, EtsParameters>,
): CandidateBacktest {
  const { y, seasonLength } = series;
  const plan = planOrigins({
    length: y.length,
    horizon,
    trainingMin: Math.max(TRAINING_MIN, seasonLength > 1 ? TRAINING_SEASONS * seasonLength : 0),
    seasonLengths: seasonLength > 1 ? [seasonLength] : [],
    originsMax: ORIGINS_MAX,
  });
  const origins = (plan?.origins ?? []).map((origin) => ({
    origin,
    rows: forecastCandidates({ ...series, y: y.subarray(0, origin) }, plan?.horizon ?? 0, etsParameters).rows,
    actual: y.subarray(origin, origin + (plan?.horizon ?? 0)),
  }));
  return { plan, origins };
}
