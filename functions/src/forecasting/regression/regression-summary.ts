import { backtestCoverage } from '../distribution/backtest-coverage.ts';
import { bias } from '../evaluation/accuracy.ts';
import { mean } from '../numerics/statistics.ts';
import type { Backtest, ModelSummary } from '../series-forecast.ts';
import type { RegressionBacktest } from './backtest-regression.ts';
import type { Column } from './design.ts';
import type { RegressionFit } from './fit-regression.ts';

/** A coefficient of the regression, in the unit of the series per unit of its column; 0 and 0 where left out. */
export interface Coefficient {
  name: string;
  value: number;
  standardError: number;
}

/** The coefficients in the order of the columns. */
export function coefficientsOf(columns: readonly Column[], fit: RegressionFit, scale: number): Coefficient[] {
  return columns.map(({ name }, j) => ({
    name,
    value: scale * fit.coefficients[j],
    standardError: scale * fit.standardErrors[j],
  }));
}

/** The regression, and beside it in the backtest the same without regressors, and the seasonal naive. */
export function summariseModel(fit: RegressionFit, backtest: RegressionBacktest | null): ModelSummary {
  const name = fit.errorOrder > 0 ? `regression with AR(${fit.errorOrder}) errors` : 'regression';
  const candidates = backtest
    ? [
        { name: 'regression', mase: backtest.regression.mase },
        { name: 'regression without regressors', mase: backtest.without.mase },
        { name: 'seasonal-naive', mase: backtest.seasonalNaive.mase },
      ]
    : [{ name: 'regression', mase: null, reason: 'the history is too short for a backtest' }];
  return { name, weights: [{ name, weight: 1 }], candidates };
}

/** The evidence in the form of `forecastSeries`; `length` is the number of points fitted to. */
export function summariseBacktest(
  { forecasts, horizon, regression, seasonalNaive }: RegressionBacktest,
  levels: readonly number[],
  length: number,
  scale: number,
): Backtest {
  const covered = backtestCoverage(forecasts, levels, length);
  return {
    origins: forecasts.length,
    horizon,
    mase: regression.mase,
    smape: regression.smape,
    bias: mean(forecasts.map((f) => bias(f.actual, f.mean) ?? 0)) * scale,
    seasonalNaive: { mase: seasonalNaive.mase, smape: seasonalNaive.smape },
    coverage: levels.map((level, i) => ({ level, nominal: level, empirical: 100 * covered[i] })),
  };
}
