import type { PointsAndSpread } from '../forecaster.ts';
import type { Hierarchy } from './hierarchy.ts';
import { ReconciliationError, type ReconciliationReason } from './reconciliation-error.ts';

/** How discrepancies are shared out. */
export type ReconciliationMethod = 'bottom-up' | 'ols' | 'wls-structural' | 'mint-shrink';

/** Base forecasts of every series of a hierarchy, made one by one. */
export interface ReconciliationRequest {
  readonly hierarchy: Hierarchy;
  /** One for each node, in their order, all of the same horizon; a `SeriesForecast` will do. */
  readonly forecasts: readonly PointsAndSpread[];
  /**
   * One-step errors of each node's method, in the order of the nodes, newest last, ending at the same instant; longer
   * ones are cut to the shortest. Without them errors are taken as uncorrelated.
   */
  readonly residuals?: readonly (readonly number[])[];
  /** Default `mint-shrink` with residuals, `wls-structural` without. */
  readonly method?: ReconciliationMethod;
  /** Percent, 0 < level < 100. Default 80 and 95. */
  readonly levels?: readonly number[];
  /** True where no leaf can be negative: none of the results will be. */
  readonly nonNegative?: boolean;
}

/** Refuses a request that has no answer. */
export function validateReconciliation(request: ReconciliationRequest): void {
  const { hierarchy, forecasts, residuals, method, levels = [] } = request;
  const count = hierarchy.nodes.length;
  const horizon = forecasts[0]?.mean.length ?? 0;
  requireThat(forecasts.length === count, 'FORECAST_MISSING', 'one forecast for each node');
  requireThat(
    forecasts.every(
      ({ mean, standardDeviation }) => mean.length === horizon && standardDeviation.length === horizon,
    ),
    'FORECAST_LENGTHS_DIFFER',
    'forecasts of one horizon',
  );
  requireThat(
    forecasts.every(
      ({ mean, standardDeviation }) =>
        mean.every(Number.isFinite) &&
        standardDeviation.every((value) => Number.isFinite(value) && value >= 0),
    ),
    'FORECAST_NOT_FINITE',
    'finite forecasts with standard deviations of at least 0',
  );
  requireThat(
    residuals ? residuals.length === count : method !== 'mint-shrink',
    'RESIDUALS_MISSING',
    'residuals for each node',
  );
  requireThat(
    (residuals ?? []).every((row) => row.every(Number.isFinite)),
    'RESIDUALS_NOT_FINITE',
    'finite residuals',
  );
  requireThat(
    levels.every((level) => level > 0 && level < 100),
    'LEVEL_OUT_OF_RANGE',
    'levels above 0 and below 100 percent',
  );
}

function requireThat(holds: boolean, reason: ReconciliationReason, requirement: string): void {
  if (!holds) throw new ReconciliationError(reason, `reconcileForecasts requires ${requirement}`);
}
