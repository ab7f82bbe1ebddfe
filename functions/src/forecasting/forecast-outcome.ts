import type { Caution } from './cautions.ts';
import { backtestCoverage } from './distribution/backtest-coverage.ts';
import { predictDistribution } from './distribution/predict-distribution.ts';
import { describeEnsembleSeries } from './ensemble/ensemble-series.ts';
import { ENSEMBLE_LENGTH_MIN, forecastEnsemble } from './ensemble/forecast-ensemble.ts';
import { trainedEnsemble } from './ensemble/trained-ensemble.ts';
import type { ForecastRequest } from './forecast-request.ts';
import type { Prediction } from './forecaster.ts';
import { isIntermittent } from './history-cautions.ts';
import type { PreparedHistory } from './prepare-history.ts';
import { combinePredictions } from './selection/combine.ts';
import { demandCoverage, predictDemand } from './selection/predict-demand.ts';
import { selectIntermittent } from './selection/select-intermittent.ts';
import { selectModel } from './selection/select-model.ts';
import type { Selection, SelectionEvidence, Tested } from './selection/selection.ts';
import { hasSeason } from './transforms/has-season.ts';

/** A prediction in the unit of the prepared history, before bounds, with who made it and how it was tested. */
export interface ForecastOutcome {
  readonly prediction: Prediction;
  readonly weights: { name: string; weight: number }[];
  readonly tested: readonly Tested[];
  readonly evidence: SelectionEvidence | null;
  /** Share of the backtest's outcomes within the interval of each level, 0 to 1; empty without a backtest. */
  readonly covered: readonly number[];
  readonly cautions: readonly Caution[];
}

/**
 * Makes the forecast: by the automatic ensemble where the model is `auto` and the series has eight points and changes;
 * by methods for intermittent demand where it is mostly zeros without a season; otherwise by the method named, or by a
 * contest of simple methods. `levels` ascending.
 */
export function makeOutcome(
  history: PreparedHistory,
  request: ForecastRequest,
  levels: readonly number[],
): ForecastOutcome {
  const { y, grid, seasonLengths } = history;
  const { horizon, model = 'auto' } = request;
  const changes = y.some((value) => value !== y[0]);
  if (model !== 'auto' || !changes || y.length < ENSEMBLE_LENGTH_MIN)
    return selectOutcome(history, request, levels);
  if (isIntermittent(y) && !seasonLengths.some((m) => hasSeason(y, m)))
    return demandOutcome(selectIntermittent(y, horizon), y, horizon, levels);
  const series = describeEnsembleSeries(Float64Array.from(y), {
    resolution: grid.resolution,
    seasonLengths,
    requested: request.seasonLengths !== undefined,
  });
  return forecastEnsemble({ series, seasonLengths, horizon, levels }, trainedEnsemble);
}

function selectOutcome(
  { y, seasonLengths }: PreparedHistory,
  { horizon, model = 'auto' }: ForecastRequest,
  levels: readonly number[],
): ForecastOutcome {
  const selection = selectModel({ y, seasonLengths, horizon, model });
  const { members, tested, evidence, cautions } = selection;
  const origins = evidence?.forecasts ?? [];
  const fits = members.map(({ item, weight }) => ({ item: item.fit(y), weight }));
  if (fits.every(({ item }) => item.ownIntervals)) return demandOutcome(selection, y, horizon, levels);
  const own = combinePredictions(fits.map(({ item, weight }) => ({ item: item.predict(horizon), weight })));
  return {
    prediction: predictDistribution(own, origins, levels, y.length),
    weights: members.map(({ item, weight }) => ({ name: item.name, weight })),
    tested,
    evidence,
    covered: evidence ? backtestCoverage(origins, levels, y.length) : [],
    cautions,
  };
}

function demandOutcome(
  { members, tested, evidence, cautions }: Selection,
  y: readonly number[],
  horizon: number,
  levels: readonly number[],
): ForecastOutcome {
  return {
    prediction: predictDemand(members, y, horizon, levels),
    weights: members.map(({ item, weight }) => ({ name: item.name, weight })),
    tested,
    evidence,
    covered: evidence ? demandCoverage(members, y, evidence, levels) : [],
    cautions,
  };
}
