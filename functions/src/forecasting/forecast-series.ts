import { applyBounds } from './distribution/apply-bounds.ts';
import { atSteps, longestStep } from './distribution/at-steps.ts';
import { errorCorrelation } from './distribution/error-correlation.ts';
import { impliedBounds } from './distribution/implied-bounds.ts';
import { rescale } from './distribution/rescale.ts';
import { bias } from './evaluation/accuracy.ts';
import { type ForecastOutcome, makeOutcome } from './forecast-outcome.ts';
import { type ForecastRequest, validateRequest } from './forecast-request.ts';
import { mean } from './numerics/statistics.ts';
import { type PreparedHistory, prepareHistory } from './prepare-history.ts';
import type { SelectionEvidence } from './selection/selection.ts';
import type { Backtest, SeriesForecast } from './series-forecast.ts';
import { summariseHistory } from './summarise-history.ts';
import { continueGrid } from './transforms/continue-grid.ts';

const DEFAULT_LEVELS: readonly number[] = [80, 95];

/**
 * Forecasts one series: puts the observations on a grid, finds their resolution and seasons, and continues the series
 * with the automatic ensemble (or the method asked for), with calibrated intervals and a rolling-origin backtest as
 * evidence. Pure and deterministic: the same request gives the same bits. Poor data gets a forecast with cautions.
 *
 * @throws ForecastInputError without observations, for values that are not finite, and for options out of range.
 */
export function forecastSeries(request: ForecastRequest): SeriesForecast {
  validateRequest(request);
  const levels = [...new Set(request.levels ?? DEFAULT_LEVELS)].sort((a, b) => a - b);
  const history = prepareHistory(request);
  const { grid, scale, seasonLengths } = history;
  const steps = continueGrid(grid, request.horizon);
  const outcome = makeOutcome(history, { ...request, horizon: longestStep(steps) }, levels);
  const { evidence } = outcome;
  const scaled = atSteps(outcome.prediction, steps);
  const prediction = applyBounds(rescale(scaled, scale), impliedBounds(request));
  return {
    at: steps.map(({ at }) => at),
    ...prediction,
    errorCorrelation: errorCorrelation(scaled.standardDeviation, evidence?.forecasts ?? []),
    resolution: grid.resolution,
    seasonLengths: [...seasonLengths],
    history: summariseHistory(history),
    model: summariseModel(outcome),
    backtest: evidence && summariseBacktest(evidence, outcome.covered, levels, history),
    cautions: [...history.cautions, ...outcome.cautions],
  };
}

function summariseModel({ weights, tested }: ForecastOutcome): SeriesForecast['model'] {
  const [only] = weights;
  const name = weights.length === 1 ? only.name : `average of ${weights.map((part) => part.name).join(', ')}`;
  return { name, weights, candidates: tested.map((candidate) => ({ ...candidate })) };
}

function summariseBacktest(
  { plan, forecasts, score, seasonalNaive }: SelectionEvidence,
  covered: readonly number[],
  levels: readonly number[],
  { scale }: PreparedHistory,
): Backtest {
  return {
    origins: plan.origins.length,
    horizon: plan.horizon,
    mase: score.mase,
    smape: score.smape,
    bias: withinNumbers(mean(forecasts.map((f) => bias(f.actual, f.mean) ?? 0)) * scale),
    seasonalNaive: { mase: seasonalNaive.mase, smape: seasonalNaive.smape },
    coverage: levels.map((level, i) => ({ level, nominal: level, empirical: 100 * covered[i] })),
  };
}

/** The largest number there is where a value beyond all numbers came out, as `applyBounds` does. */
function withinNumbers(value: number): number {
  return Math.max(-Number.MAX_VALUE, Math.min(Number.MAX_VALUE, value));
}
