import type { Caution } from './cautions.ts';
import type { PredictiveDistribution } from './distribution/predictive-distribution.ts';
import type { ForecastQuantile } from './distribution/quantiles.ts';
import type { Interval } from './forecaster.ts';
import type { Resolution } from './resolution.ts';

/** What was changed in the history that models saw; the observations stay as they are. `at` in ms UTC. */
export type Repair =
  /** A value that does not belong, and what models saw in its place. */
  | { kind: 'outlier'; at: number; value: number; replacement: number }
  /**
   * A level that changed at `at`, from one to another (seasons aside): what came before was moved to the newer one, by
   * their difference, or by their ratio where the size of seasons and noise changed along (`scaled`).
   */
  | { kind: 'level-shift'; at: number; from: number; to: number; scaled: boolean };

/** The history that a forecast saw, and what was done to it. Instants in ms UTC. */
export interface HistorySummary {
  from: number;
  to: number;
  /** Observations given that lie on the grid. */
  observed: number;
  /** Points of the equally spaced grid, gaps included. */
  gridLength: number;
  /** Newest points of the grid that models were fitted to. */
  fittedLength: number;
  gapsFilled: number;
  /** Observations that shared their instant with another and were averaged. */
  duplicates: number;
  /** At `to`, as the grid has it. */
  lastValue: number;
  /** The clock of the steps; UTC, also where the observations keep to UTC whatever was asked. */
  timeZone: string;
  /** The largest repairs, at most 20, in order of time. */
  repairs: Repair[];
  /** How many repairs there were in all. */
  repairCount: number;
}

/** Which methods made the forecast, and how those that competed fared. */
export interface ModelSummary {
  name: string;
  weights: { name: string; weight: number }[];
  /** Backtest error of each method; null with the `reason` where it could not be tested. */
  candidates: { name: string; mase: number | null; reason?: string }[];
}

/** Errors of a forecast made at several origins in the past, by the same means, against what came. */
export interface Backtest {
  origins: number;
  horizon: number;
  /** Null where the history's own scale is 0. */
  mase: number | null;
  smape: number | null;
  /** Mean of actual minus forecast, in the unit of the series. */
  bias: number | null;
  /** The better of the seasonal naive methods (the naive one without a season). */
  seasonalNaive: { mase: number | null; smape: number | null };
  /** Share of outcomes within the interval; nominal and empirical in percent. Each origin's interval is calibrated on the others. */
  coverage: { level: number; nominal: number; empirical: number }[];
}

/** A forecast with its evidence. Arrays have the horizon's length; values in the unit of the series. */
export interface SeriesForecast {
  /** Instants forecast, ms UTC. */
  at: number[];
  mean: number[];
  standardDeviation: number[];
  /** In ascending order of level, nested. */
  intervals: Interval[];
  /** Those asked for, in ascending order of probability. */
  quantiles: ForecastQuantile[];
  /** What intervals, quantiles, crossings and sample paths are read off. */
  distribution: PredictiveDistribution;
  /** Correlation of the errors of neighbouring steps, which says how long the path stays off. */
  errorCorrelation: number;
  resolution: Resolution;
  /** In steps, strongest first; empty for none. */
  seasonLengths: number[];
  history: HistorySummary;
  model: ModelSummary;
  /** Null where the history is too short to test a step. */
  backtest: Backtest | null;
  cautions: Caution[];
}
