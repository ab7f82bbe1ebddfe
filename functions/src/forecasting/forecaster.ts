/** A central prediction interval of `level` percent (0 < level < 100), `lower` and `upper` of length `h`. */
export interface Interval {
  level: number;
  lower: number[];
  upper: number[];
}

/** Forecast of `h` steps: the mean, its error's standard deviation and intervals, in the unit of the series. */
export interface Prediction {
  mean: number[];
  standardDeviation: number[];
  intervals: Interval[];
}

/** A prediction without intervals, to be read only. */
export interface PointsAndSpread {
  readonly mean: readonly number[];
  readonly standardDeviation: readonly number[];
}

/** What a model must be told about the series. `seasonLength` in steps; 1 where there is no season. */
export interface FitOptions {
  readonly seasonLength: number;
  /** All seasons, strongest first, for methods that model several; others look at `seasonLength` only. */
  readonly seasonLengths?: readonly number[];
}

/** A model fitted to one series. */
export interface FittedModel {
  /** Which variant was fitted, e.g. `holt-winters-damped (multiplicative)`. */
  readonly name: string;
  /** One-step errors in the sample, oldest first; may be shorter than the series. */
  readonly residuals: readonly number[];
  /** Intervals are quantiles of a distribution that the model has for itself, to be kept as they are. */
  readonly ownIntervals?: true;
  /** The next `h` steps; intervals are the model's own (normal errors), nested by level. */
  predict(h: number, levels?: readonly number[]): Prediction;
  /**
   * The same variant fitted to a longer history, where choosing it anew is dear: a backtest chooses at its oldest origin
   * and refits at the others.
   */
  refit?(y: readonly number[]): FittedModel;
}

/** A method that can be fitted to a series `y`: oldest first, equally spaced, without gaps, finite. */
export interface Forecaster {
  readonly name: string;
  /** Fewest points that `fit` accepts; with fewer it throws. */
  minimumLength(options: FitOptions): number;
  fit(y: readonly number[], options: FitOptions): FittedModel;
}

/** The methods that can be asked for by name. */
export type ForecasterName =
  | 'naive'
  | 'seasonal-naive'
  | 'drift'
  | 'ses'
  | 'holt'
  | 'damped-trend'
  | 'holt-winters-damped'
  | 'ets'
  | 'ets-average'
  | 'theta'
  | 'optimised-theta'
  | 'dynamic-optimised-theta'
  | 'dynamic-optimised-theta-log'
  | 'complex-smoothing'
  | 'croston'
  | 'croston-sba'
  | 'tsb'
  | 'autoregression'
  | 'arima'
  | 'mstl';
