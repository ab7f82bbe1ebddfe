import type { PointsAndSpread } from '../forecaster.ts';
import type { Hierarchy } from './hierarchy.ts';
import type { LeafRange } from './reconcile-within.ts';
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
  /** How large each node's errors are, where the residuals are another method's and tell their correlations only. */
  readonly errorSizes?: readonly number[];
  /** Default `mint-shrink` with residuals, `wls-structural` without. */
  readonly method?: ReconciliationMethod;
  /** Percent, 0 < level < 100. Default 80 and 95. */
  readonly levels?: readonly number[];
  /** What each leaf can be, in the order of the leaves; aggregates then keep within the sums. */
  readonly leafRanges?: readonly LeafRange[];
  /** Only whole numbers: means are rounded so that they still add up, intervals are widened to whole numbers. */
  readonly integer?: boolean;
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
  const { leafRanges = [], errorSizes = [] } = request;
  requireThat(
    leafRanges.every(({ minimum, maximum }) => minimum <= maximum),
    'BOUNDS_OUT_OF_ORDER',
    'minima that do not exceed their maxima',
  );
  requireThat(
    errorSizes.every((size) => Number.isFinite(size) && size >= 0),
    'RESIDUALS_NOT_FINITE',
    'finite error sizes of at least 0',
  );
}

function requireThat(holds: boolean, reason: ReconciliationReason, requirement: string): void {
  if (!holds) throw new ReconciliationError(reason, `reconcileForecasts requires ${requirement}`);
}
