import { mase, smape } from '../evaluation/accuracy.ts';
import { planOrigins } from '../evaluation/plan-origins.ts';
import { type OriginForecast, rollingOrigin, viewOrigins } from '../evaluation/rolling-origin.ts';
import { forecasters } from '../models/forecasters.ts';
import { mean } from '../numerics/statistics.ts';
import type { Column } from './design.ts';
import { fitRegression } from './fit-regression.ts';
import { withinMeans } from './within-means.ts';

/** Points × origins that a backtest may spend, and the number of origins it aims at. */
const WORK_MAX = 16_000;
const ORIGINS_MAX = 8;
const ORIGINS_MIN = 3;
const TRAINING_MIN = 6;

/** Errors of one method over all origins. */
export interface RegressionScore {
  readonly mase: number | null;
  readonly smape: number | null;
  /** Mean absolute error, by which methods are compared. */
  readonly mae: number;
}

/** How the regression fared from origins in the past, knowing the regressors of the steps ahead. */
export interface RegressionBacktest {
  readonly horizon: number;
  readonly forecasts: readonly OriginForecast[];
  readonly regression: RegressionScore;
  /** The same without regressors and events. */
  readonly without: RegressionScore;
  readonly seasonalNaive: RegressionScore;
}

/**
 * Rolling-origin backtest of a regression, fitted anew (in two steps, without iterating) at each origin to what was known
 * there; values of regressors after the origin are taken as known, as they are in the forecast itself. Null where the
 * history is too short.
 */
export function backtestRegression(
  y: readonly number[],
  columns: readonly Column[],
  horizon: number,
  seasonLengths: readonly number[],
): RegressionBacktest | null {
  const [seasonLength = 1] = seasonLengths;
  const plan = planOrigins({
    length: y.length,
    horizon,
    trainingMin: Math.max(TRAINING_MIN, 2 * Math.max(1, ...seasonLengths) + 2, Math.ceil(y.length / 2)),
    seasonLengths,
    originsMax: Math.max(ORIGINS_MIN, Math.min(ORIGINS_MAX, Math.floor(WORK_MAX / y.length))),
  });
  if (!plan) return null;
  const views = viewOrigins(y, plan);
  const regress = (some: readonly Column[]) =>
    views.map(({ history, actual }): OriginForecast => {
      const values = withinMeans(some, history.length).map((column) => column.values);
      const { regression, errors, standardDeviation } = fitRegression(history, values, {
        iterations: 0,
      }).predict(actual.length);
      return { mean: regression.map((value, i) => value + errors[i]), standardDeviation, actual };
    });
  const score = (forecasts: readonly OriginForecast[]): RegressionScore => {
    const scaled = forecasts.map((f, k) => mase(f.actual, f.mean, views[k].history, seasonLength));
    return {
      mase: scaled.every((value) => value !== null) ? mean(scaled) : null,
      smape: mean(forecasts.map((f) => smape(f.actual, f.mean) ?? 0)),
      mae: mean(forecasts.map((f) => mean(f.actual.map((value, i) => Math.abs(value - f.mean[i]))))),
    };
  };
  const naive = forecasters[seasonLength > 1 ? 'seasonal-naive' : 'naive'];
  const forecasts = regress(columns);
  const unexplained = columns.filter(({ kind }) => kind !== 'regressor' && kind !== 'event');
  return {
    horizon: plan.horizon,
    forecasts,
    regression: score(forecasts),
    without: unexplained.length < columns.length ? score(regress(unexplained)) : score(forecasts),
    seasonalNaive: score(rollingOrigin(views, (history) => naive.fit(history, { seasonLength }))),
  };
}
