import { mase, smape } from '../evaluation/accuracy.ts';
import { type OriginForecast, type OriginView, rollingOrigin } from '../evaluation/rolling-origin.ts';
import { mean } from '../numerics/statistics.ts';
import type { Candidate } from './candidate.ts';
import { combinePredictions, type Weighted } from './combine.ts';

/** How a candidate, or a combination of some, fared in the backtest. */
export interface Score {
  /** What candidates are ranked by: MASE, or the mean absolute error where the history has no scale. */
  readonly loss: number;
  readonly mase: number | null;
  readonly smape: number | null;
}

/** A candidate that ran the backtest. */
export interface Contestant extends Score {
  readonly candidate: Candidate;
  readonly forecasts: readonly OriginForecast[];
}

/** What all share: the season for scaling errors, and the origins. */
export interface Contest {
  readonly seasonLength: number;
  readonly views: readonly OriginView[];
}

/** Runs one candidate through the backtest. */
export function enterContest(contest: Contest, candidate: Candidate): Contestant {
  const forecasts = rollingOrigin(contest.views, candidate.fit);
  return { candidate, forecasts, ...scoreForecasts(contest, forecasts) };
}

/** Errors of `forecasts`, one for each origin of the plan, averaged over the origins. */
export function scoreForecasts(
  { seasonLength, views }: Contest,
  forecasts: readonly OriginForecast[],
): Score {
  const scaled = forecasts.map((f, k) => mase(f.actual, f.mean, views[k].history, seasonLength));
  const absolute = forecasts.map((f) => mean(f.actual.map((value, i) => Math.abs(value - f.mean[i]))));
  const measured = scaled.every((value) => value !== null);
  return {
    loss: measured ? mean(scaled) : mean(absolute),
    mase: measured ? mean(scaled) : null,
    smape: mean(forecasts.map((f) => smape(f.actual, f.mean) ?? 0)),
  };
}

/** The backtest of a combination, from those of its members: nothing is fitted again. */
export function combineForecasts(members: readonly Weighted<Contestant>[]): OriginForecast[] {
  return members[0].item.forecasts.map(({ actual }, k) => ({
    actual,
    ...combinePredictions(members.map(({ item, weight }) => ({ item: item.forecasts[k], weight }))),
  }));
}
