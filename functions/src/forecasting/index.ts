/**
 * Forecasting of single series: pure, deterministic, without Firebase, clock or I/O. See `docs/forecasting/`.
 */
export type { Caution, CautionCode } from './cautions.ts';
export { applyBounds } from './distribution/apply-bounds.ts';
export {
  type Crossing,
  type CrossingForecast,
  type CrossingQuery,
  crossing,
  crossings,
} from './distribution/crossing.ts';
export {
  distributionOf,
  keepLevels,
  levelOf,
  normalDistribution,
  type PredictiveDistribution,
} from './distribution/predictive-distribution.ts';
export { type ForecastQuantile, quantilesOf } from './distribution/quantiles.ts';
export { type SamplePathsQuery, samplePaths } from './distribution/sample-paths.ts';
export { engineVersion } from './engine-version.ts';
export { bias, coverage, mase, msis, naiveScale, smape } from './evaluation/accuracy.ts';
export { ForecastInputError, type ForecastInputReason } from './forecast-input-error.ts';
export { type Bounds, type ForecastRequest, HORIZON_MAX, QUANTILES_MAX } from './forecast-request.ts';
export { forecastSeries } from './forecast-series.ts';
export type {
  FitOptions,
  FittedModel,
  Forecaster,
  ForecasterName,
  Interval,
  Prediction,
} from './forecaster.ts';
export { forecasters } from './models/forecasters.ts';
export { normalHalfWidth } from './numerics/normal-quantile.ts';
export { buildHierarchy, findNode } from './reconciliation/build-hierarchy.ts';
export {
  forecastHierarchy,
  forecastHierarchyStepwise,
  type HierarchyForecast,
  type NodeForecast,
} from './reconciliation/forecast-hierarchy.ts';
export type { Hierarchy, HierarchyNode, Labels } from './reconciliation/hierarchy.ts';
export type { HierarchyAccuracy, TierAccuracy } from './reconciliation/hierarchy-accuracy.ts';
export type { HierarchyCaution, HierarchyCautionCode } from './reconciliation/hierarchy-cautions.ts';
export type { HierarchyLeaf, HierarchyRequest } from './reconciliation/hierarchy-request.ts';
export type { ReconciliationCaution } from './reconciliation/plan-reconciliation.ts';
export { type ReconciledForecasts, reconcileForecasts } from './reconciliation/reconcile-forecasts.ts';
export { ReconciliationError, type ReconciliationReason } from './reconciliation/reconciliation-error.ts';
export type { ReconciliationMethod, ReconciliationRequest } from './reconciliation/reconciliation-request.ts';
export type { Contribution } from './regression/contributions.ts';
export type { ContributionKind } from './regression/design.ts';
export type { EffectForm } from './regression/effect-form.ts';
export type { ChosenMethod } from './regression/explained-outcome.ts';
export { forecastWithRegressors, type RegressionForecast } from './regression/forecast-with-regressors.ts';
export { learnCoefficients } from './regression/learn-coefficients.ts';
export type {
  FourierTerms,
  RegressionMethod,
  RegressionRequest,
  Regressor,
  SpecialEvent,
} from './regression/regression-request.ts';
export type { Coefficient } from './regression/regression-summary.ts';
export { RegressorInputError, type RegressorInputReason } from './regression/regressor-input-error.ts';
export { type Resolution, YEAR_MS } from './resolution.ts';
export type { Backtest, HistorySummary, ModelSummary, Repair, SeriesForecast } from './series-forecast.ts';
export { addSteps } from './transforms/add-steps.ts';
export type { Aggregate } from './transforms/aggregate.ts';
export { continueGrid, pastSteps, stepsFrom } from './transforms/continue-grid.ts';
export { inferResolution } from './transforms/infer-resolution.ts';
export { calendarSeasonLengths, inferSeasonLengths } from './transforms/infer-season-lengths.ts';
export {
  type GridOptions,
  type Observation,
  type RegularSeries,
  regularise,
} from './transforms/regularise.ts';
export { resolutionLabel } from './transforms/resolution-label.ts';
