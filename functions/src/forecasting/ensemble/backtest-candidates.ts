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

/** Origins whose errors the gate looks at, as it did in training. Each costs a fit of nearly every candidate. */
const ORIGINS_MAX = 3;
/** Origins that judge a long seasonal series, where three would look at a few days of a year. */
const ORIGINS_OF_LONG = 8;
const LONG_FROM = 1_500;
/** Fewest points that a first origin leaves to learn from, without and with a season. */
const TRAINING_MIN = 8;
const TRAINING_SEASONS = 3;

/**
 * Forecasts of all candidates from up to `originsMax` origins in the past. Everything is fitted to what was known then,
 * except the smoothing parameters of the ETS forms, which are those of the whole series.
 */
export function backtestCandidates(
  series: EnsembleSeries,
  horizon: number,
  etsParameters: ReadonlyMap<string, EtsParameters>,
  originsMax = ORIGINS_MAX,
): CandidateBacktest {
  const { y, seasonLength } = series;
  const plan = planOrigins({
    length: y.length,
    horizon,
    trainingMin: Math.max(TRAINING_MIN, seasonLength > 1 ? TRAINING_SEASONS * seasonLength : 0),
    seasonLengths: seasonLength > 1 ? [seasonLength] : [],
    originsMax,
  });
  const origins = (plan?.origins ?? []).map((origin) => ({
    origin,
    rows: forecastCandidates({ ...series, y: y.subarray(0, origin) }, plan?.horizon ?? 0, etsParameters).rows,
    actual: y.subarray(origin, origin + (plan?.horizon ?? 0)),
  }));
  return { plan, origins };
}

/** The backtest by which the forecast is judged: the gate's own, or one from more origins where there is room for them. */
export function backtestToJudge(
  series: EnsembleSeries,
  horizon: number,
  etsParameters: ReadonlyMap<string, EtsParameters>,
  gatesOwn: CandidateBacktest,
): CandidateBacktest {
  if (series.seasonLength === 1 || series.y.length < LONG_FROM) return gatesOwn;
  return backtestCandidates(series, horizon, etsParameters, ORIGINS_OF_LONG);
}
