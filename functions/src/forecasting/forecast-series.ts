import { atSteps, longestStep } from './distribution/at-steps.ts';
import { chancesAsked, describeChances, levelsToPredict } from './distribution/describe-chances.ts';
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

/**
 * Forecasts one series: puts the observations on a grid, finds their resolution and seasons, and continues the series
 * with the automatic ensemble (or the method asked for), with calibrated intervals and a rolling-origin backtest as
 * evidence. Pure and deterministic: the same request gives the same bits. Poor data gets a forecast with cautions.
 *
 * @throws ForecastInputError without observations, for values that are not finite, and for options out of range.
 */
export function forecastSeries(request: ForecastRequest): SeriesForecast {
  validateRequest(request);
  const asked = chancesAsked(request);
  const { levels } = asked;
  const made = levelsToPredict(asked);
  const history = prepareHistory(request);
  const { grid, scale, seasonLengths } = history;
  const steps = continueGrid(grid, request.horizon);
  const outcome = makeOutcome(history, { ...request, horizon: longestStep(steps) }, made);
  const { evidence } = outcome;
  const scaled = atSteps(outcome.prediction, steps);
  return {
    at: steps.map(({ at }) => at),
    ...describeChances(rescale(scaled, scale), asked, impliedBounds(request)),
    errorCorrelation: errorCorrelation(scaled.standardDeviation, evidence?.forecasts ?? []),
    resolution: grid.resolution,
    seasonLengths: [...seasonLengths],
    history: summariseHistory(history),
    model: summariseModel(outcome),
    backtest: evidence && summariseBacktest(evidence, coveredAt(outcome, made, levels), levels, history),
    cautions: [...history.cautions, ...outcome.cautions],
  };
}

/** Coverage of the intervals of `levels`, out of those of all that were `made`. */
function coveredAt(
  { covered }: ForecastOutcome,
  made: readonly number[],
  levels: readonly number[],
): number[] {
  return levels.map((level) => covered[made.indexOf(level)]);
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
