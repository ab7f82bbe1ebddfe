import type { Caution } from '../cautions.ts';
import type { OriginForecast } from '../evaluation/rolling-origin.ts';
import type { Prediction } from '../forecaster.ts';
import type { Repair } from '../series-forecast.ts';
import type { RegressionScore } from './backtest-regression.ts';
import type { Contribution } from './contributions.ts';

/**
 * Who forecasts: the ensemble on what is left without the effects of regressors and events, with these applied again;
 * the regression; or the ensemble on the series as it is.
 */
export type ChosenMethod = 'ensemble with effects' | 'regression' | 'ensemble';

/** How a method fared from origins in the past. */
export interface ExplainedBacktest {
  readonly horizon: number;
  /** In the unit of the prediction. */
  readonly forecasts: readonly OriginForecast[];
  readonly score: RegressionScore;
  /** Share of outcomes within the interval of each level, 0 to 1. */
  readonly covered: readonly number[];
}

/** A forecast by one method, in units of the scaled history and before bounds. */
export interface ExplainedOutcome {
  readonly name: string;
  readonly weights: { name: string; weight: number }[];
  readonly prediction: Prediction;
  /** For each step they add up to the mean of the prediction. */
  readonly contributions: readonly Contribution[];
  readonly errorCorrelation: number;
  readonly backtest: ExplainedBacktest | null;
  readonly cautions: readonly Caution[];
  /** Made in what was left without effects. */
  readonly repairs: readonly Repair[];
}
