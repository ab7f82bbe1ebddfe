import { mase, smape } from '../evaluation/accuracy.ts';
import { type OriginPlan, planOrigins } from '../evaluation/plan-origins.ts';
import {
  type OriginForecast,
  type OriginView,
  rollingOrigin,
  viewOrigins,
} from '../evaluation/rolling-origin.ts';
import { forecasters } from '../models/forecasters.ts';
import { mean } from '../numerics/statistics.ts';
import type { AutoregressionLadder } from './burg.ts';
import type { Column } from './design.ts';
import { fromWork, toWork } from './effect-form.ts';
import { fitRegression, fitUnder, type RegressionFit } from './fit-regression.ts';
import type { RegressionProblem } from './regression-problem.ts';
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
  /** In the scale in which effects add up. */
  readonly forecasts: readonly OriginForecast[];
  readonly regression: RegressionScore;
  /** The same without regressors and events. */
  readonly without: RegressionScore;
  readonly seasonalNaive: RegressionScore;
}

/** The columns that a history can bear, and the regression fitted to it. */
export interface OriginFit {
  readonly columns: readonly Column[];
  readonly fit: RegressionFit;
}

/**
 * Rolling-origin backtest of a regression, fitted anew (in two steps, without iterating) at each origin to what was known
 * there; values of regressors after the origin are taken as known, as they are in the forecast itself. Null where the
 * history is too short.
 */
export function backtestRegression(problem: RegressionProblem): RegressionBacktest | null {
  const { y, all, form, request, history } = problem;
  const { seasonLengths } = history;
  const [seasonLength = 1] = seasonLengths;
  const plan = planOrigins({
    length: y.length,
    horizon: request.horizon,
    trainingMin: Math.max(TRAINING_MIN, 2 * Math.max(1, ...seasonLengths) + 2, Math.ceil(y.length / 2)),
    seasonLengths,
    originsMax: Math.max(ORIGINS_MIN, Math.min(ORIGINS_MAX, Math.floor(WORK_MAX / y.length))),
  });
  if (!plan) return null;
  const views = viewOrigins(y, plan);
  const regress = (columns: readonly Column[]) =>
    forecastOrigins(problem, plan, fitAtOrigins(problem, plan, columns));
  const score = (forecasts: readonly OriginForecast[]) =>
    scoreOrigins(
      views,
      forecasts.map((f) => f.mean.map((value) => fromWork(form, value))),
      seasonLength,
    );
  const naive = forecasters[seasonLength > 1 ? 'seasonal-naive' : 'naive'];
  const forecasts = regress(all);
  const unexplained = all.filter(({ kind }) => !isChosen({ kind }));
  return {
    horizon: plan.horizon,
    forecasts,
    regression: score(forecasts),
    without: score(unexplained.length < all.length ? regress(unexplained) : forecasts),
    seasonalNaive: scoreOrigins(
      views,
      rollingOrigin(views, (known) => naive.fit(known, { seasonLength })).map((f) => f.mean),
      seasonLength,
    ),
  };
}

/** What the user named, beside what the regression brings itself. */
export function isChosen({ kind }: Pick<Column, 'kind'>): boolean {
  return kind === 'regressor' || kind === 'event';
}

/**
 * The regression as it would have been fitted at each origin of `plan`; under the autoregression of the errors of the
 * whole history, where that is given, which halves the work.
 */
export function fitAtOrigins(
  { y, form }: RegressionProblem,
  { origins }: OriginPlan,
  all: readonly Column[],
  ladder?: AutoregressionLadder,
): OriginFit[] {
  const work = toWork(form, y);
  return origins.map((origin) => {
    const columns = withinMeans(all, origin);
    const values = columns.map((column) => column.values);
    const known = work.slice(0, origin);
    const fit = ladder ? fitUnder(ladder, known, values) : fitRegression(known, values, { iterations: 0 });
    return { columns, fit };
  });
}

/** Its forecasts, beside what came, in the scale in which effects add up. */
export function forecastOrigins(
  { y, form }: RegressionProblem,
  plan: OriginPlan,
  fits: readonly OriginFit[],
): OriginForecast[] {
  return viewOrigins(toWork(form, y), plan).map(({ actual }, k) => {
    const { regression, errors, standardDeviation } = fits[k].fit.predict(actual.length);
    return { mean: regression.map((value, i) => value + errors[i]), standardDeviation, actual };
  });
}

/** Errors of `means`, one array for each view. */
export function scoreOrigins(
  views: readonly OriginView[],
  means: readonly (readonly number[])[],
  seasonLength: number,
): RegressionScore {
  const scaled = views.map(({ actual, history }, k) => mase(actual, means[k], history, seasonLength));
  return {
    mase: scaled.every((value) => value !== null) ? mean(scaled) : null,
    smape: mean(views.map(({ actual }, k) => smape(actual, means[k]) ?? 0)),
    mae: mean(views.map(({ actual }, k) => mean(actual.map((value, i) => Math.abs(value - means[k][i]))))),
  };
}
