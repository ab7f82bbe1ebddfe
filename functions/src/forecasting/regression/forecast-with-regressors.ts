import { applyBounds } from '../distribution/apply-bounds.ts';
import { atSteps } from '../distribution/at-steps.ts';
import { chancesAsked, describeChances, levelsToPredict } from '../distribution/describe-chances.ts';
import { errorCorrelation } from '../distribution/error-correlation.ts';
import { impliedBounds } from '../distribution/implied-bounds.ts';
import { predictDistribution } from '../distribution/predict-distribution.ts';
import { rescale } from '../distribution/rescale.ts';
import { prepareHistory } from '../prepare-history.ts';
import type { SeriesForecast } from '../series-forecast.ts';
import { summariseHistory } from '../summarise-history.ts';
import { continueGrid } from '../transforms/continue-grid.ts';
import { backtestRegression } from './backtest-regression.ts';
import { type Contribution, contributionsOf } from './contributions.ts';
import { buildDesign } from './design.ts';
import { fitRegression } from './fit-regression.ts';
import { onGridSteps } from './on-grid-steps.ts';
import { regressionCautions } from './regression-cautions.ts';
import type { RegressionRequest } from './regression-request.ts';
import { type Coefficient, coefficientsOf, summariseBacktest, summariseModel } from './regression-summary.ts';
import { validateRegression } from './validate-regression.ts';
import { withinMeans } from './within-means.ts';

/** A forecast with what explains it. */
export interface RegressionForecast extends SeriesForecast {
  /** For each step they add up to the mean. */
  contributions: Contribution[];
  coefficients: Coefficient[];
}

/**
 * Forecasts one series by what is known beside it: a linear regression on trend, Fourier terms, regressors and special
 * days, with autoregressive errors. History, bounds, intervals (calibrated on a rolling-origin backtest) and evidence are
 * as in `forecastSeries`; the backtest takes regressors after each origin as known. Regressors that teach nothing
 * (constant, never seen, combinations of others, too many for the history) are left out with a caution, and a backtest
 * that finds the same regression without them no worse says so. Pure and deterministic.
 * Source: Hyndman & Athanasopoulos (2021), chapters 7 and 10; estimation see `fitRegression`.
 *
 * @throws ForecastInputError and RegressorInputError for requests without an answer.
 */
export function forecastWithRegressors(given: RegressionRequest): RegressionForecast {
  validateRegression(given);
  const asked = chancesAsked(given);
  // What stands out may be the very day that an event explains: it is repaired only where that is asked for.
  const history = prepareHistory({ ...given, repair: given.repair ?? 'none' });
  const { grid, y: window, scale, seasonLengths, cautions } = history;
  const steps = continueGrid(grid, given.horizon);
  const request = onGridSteps(given, steps);
  const { horizon } = request;
  const design = buildDesign(request, grid, window.length, seasonLengths);
  const y = window.slice(design.skipped);
  const all = design.columns.map((column) => ({ ...column, values: column.values.slice(design.skipped) }));
  const columns = withinMeans(all, y.length);
  const fit = fitRegression(
    y,
    columns.map(({ values }) => values),
  );
  const backtest = backtestRegression(y, all, horizon, seasonLengths);
  const origins = backtest?.forecasts ?? [];
  const { regression, errors, standardDeviation } = fit.predict(horizon);
  const own = { mean: regression.map((value, i) => value + errors[i]), standardDeviation };
  const scaled = predictDistribution(own, origins, levelsToPredict(asked), y.length);
  const free = rescale(scaled, scale);
  const bounds = impliedBounds(request);
  const prediction = applyBounds(free, bounds);
  const moved = prediction.mean.map((value, i) => value - free.mean[i]);
  return {
    at: steps.map(({ at }) => at),
    ...describeChances(atSteps(free, steps), asked, bounds),
    errorCorrelation: errorCorrelation(scaled.standardDeviation, origins),
    resolution: grid.resolution,
    seasonLengths: [...seasonLengths],
    history: summariseHistory(history, y.length),
    model: summariseModel(fit, backtest),
    backtest: backtest && summariseBacktest(backtest, asked.levels, y.length, scale),
    cautions: [...cautions, ...regressionCautions(design, columns.length, fit.kept, backtest, horizon)],
    contributions: contributionsOf({ columns, fit, length: y.length, scale, moved }).map((part) => ({
      ...part,
      values: steps.map(({ step }) => part.values[step - 1]),
    })),
    coefficients: coefficientsOf(columns, fit, scale),
  };
}
