import type { Prediction } from '../forecaster.ts';
import { normalPrediction } from '../models/normal-prediction.ts';
import { boundPrediction } from './bound-prediction.ts';
import { coherentSpreads } from './coherent-spreads.ts';
import { estimateErrorCorrelation, resizeErrors, uncorrelated } from './error-covariance.ts';
import {
  planReconciliation,
  type ReconciliationCaution,
  type ReconciliationPlan,
} from './plan-reconciliation.ts';
import { bottomUpWithin, type LeafRange, reconcileWithin } from './reconcile-within.ts';
import { type Reconciler, sumLeaves } from './reconciler.ts';
import {
  type ReconciliationMethod,
  type ReconciliationRequest,
  validateReconciliation,
} from './reconciliation-request.ts';
import { roundLeaves } from './round-leaves.ts';

/** Coherent forecasts: the mean of each aggregate is the sum of those of its leaves. */
export interface ReconciledForecasts {
  /** One for each node, in their order. */
  predictions: Prediction[];
  /** The method used, which is a simpler one than asked for where a caution says so. */
  method: ReconciliationMethod;
  /** Weight of "uncorrelated" in the correlation of the errors, 0 to 1; null where no errors were usable. */
  shrinkage: number | null;
  cautions: ReconciliationCaution[];
}

const DEFAULT_LEVELS: readonly number[] = [80, 95];

/**
 * Reconciles forecasts of series that add up (a hierarchy, or leaves grouped in several ways), so that their forecasts
 * add up too and each learns from the others. Means are mapped linearly: bottom-up; OLS (all errors of equal variance);
 * WLS structural (variance in proportion to the number of leaves); MinT (the covariance of the one-step errors, its
 * correlations shrunk). Intervals are Gaussian: mean ± z · the standard deviation that follows from the base forecasts'
 * standard deviations and the errors' correlation. With `leafRanges` means are the nearest coherent ones with every leaf
 * in its range, and limits are cut at the sums of the ranges; `integer` means are whole and still add up. Standard
 * deviations stay those without either.
 * Forecasts that add up already, and a single series, keep their means. With fewer than two errors of each series, with
 * none but zeros, and where their covariance is singular, MinT becomes WLS structural, with a caution.
 * Source: Hyndman et al. (2011), Wickramasuriya et al. (2019, 2020); conventions as R `hts` and `fabletools`.
 *
 * @throws ReconciliationError where forecasts or residuals are missing, not finite or of different lengths.
 */
export function reconcileForecasts(request: ReconciliationRequest): ReconciledForecasts {
  validateReconciliation(request);
  const { hierarchy, forecasts, residuals } = request;
  const levels = [...new Set(request.levels ?? DEFAULT_LEVELS)].sort((a, b) => a - b);
  const measured = residuals && estimateErrorCorrelation(residuals);
  const errors = request.errorSizes ? resizeErrors(measured, request.errorSizes) : measured;
  const plan = planReconciliation(
    hierarchy,
    request.method ?? (residuals ? 'mint-shrink' : 'wls-structural'),
    errors,
  );
  const means = steps(forecasts.map(({ mean }) => mean)).map(boundedBy(request, plan));
  const spreads = coherentSpreads(
    plan.reconcile,
    errors?.correlation ?? uncorrelated(forecasts.map(() => 1)),
    steps(forecasts.map(({ standardDeviation }) => standardDeviation)),
  );
  const { leafCount } = hierarchy;
  const ranges = Array.from({ length: leafCount }, (_, leaf) => rangeOf(request, leaf));
  const predictions = hierarchy.nodes.map(({ leaves }, i) => {
    const mean = means.map((row) => row[i]);
    const spread = spreads.map((row) => row[i]);
    const within = leaves.map((leaf) => ranges[leaf]);
    return boundPrediction(normalPrediction(mean, spread, levels), within, request.integer ?? false);
  });
  return {
    predictions,
    method: plan.method,
    shrinkage: errors ? errors.shrinkage : null,
    cautions: [...plan.cautions],
  };
}

/** The plan's map, with leaves kept in their ranges, then whole where they must be. */
function boundedBy(
  request: ReconciliationRequest,
  { reconcile, covariance }: ReconciliationPlan,
): Reconciler {
  const { hierarchy, leafRanges, integer } = request;
  const ranges = Array.from({ length: hierarchy.leafCount }, (_, leaf) => rangeOf(request, leaf));
  const within = () =>
    covariance
      ? reconcileWithin(ranges, hierarchy, covariance, reconcile)
      : bottomUpWithin(ranges, hierarchy);
  const bounded = leafRanges ? within() : reconcile;
  if (!integer) return bounded;
  return (base) =>
    sumLeaves(hierarchy, roundLeaves(hierarchy, bounded(base).slice(hierarchy.aggregateCount)));
}

function rangeOf({ leafRanges, integer }: ReconciliationRequest, leaf: number): LeafRange {
  const { minimum, maximum } = leafRanges?.[leaf] ?? UNBOUNDED;
  return integer ? { minimum: Math.ceil(minimum), maximum: Math.floor(maximum) } : { minimum, maximum };
}

const UNBOUNDED: LeafRange = { minimum: Number.NEGATIVE_INFINITY, maximum: Number.POSITIVE_INFINITY };

/** From one array for each series to one for each step. */
function steps(rows: readonly (readonly number[])[]): number[][] {
  return rows[0].map((_, step) => rows.map((row) => row[step]));
}
