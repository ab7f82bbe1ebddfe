import type { Prediction } from '../forecaster.ts';
import { normalPrediction } from '../models/normal-prediction.ts';
import { coherentSpreads } from './coherent-spreads.ts';
import { estimateErrorCorrelation, uncorrelated } from './error-covariance.ts';
import { planReconciliation, type ReconciliationCaution } from './plan-reconciliation.ts';
import { bottomUpNonNegative, nonNegative } from './reconcile-non-negative.ts';
import {
  type ReconciliationMethod,
  type ReconciliationRequest,
  validateReconciliation,
} from './reconciliation-request.ts';

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
 * standard deviations and the errors' correlation. With `nonNegative`, means are the nearest coherent ones without
 * negative leaves, and lower limits are cut at 0; standard deviations stay those without the bound.
 * Forecasts that add up already, and a single series, keep their means. With fewer than two errors of each series, with
 * none but zeros, and where their covariance is singular, MinT becomes WLS structural, with a caution.
 * Source: Hyndman et al. (2011), Wickramasuriya et al. (2019, 2020); conventions as R `hts` and `fabletools`.
 *
 * @throws ReconciliationError where forecasts or residuals are missing, not finite or of different lengths.
 */
export function reconcileForecasts(request: ReconciliationRequest): ReconciledForecasts {
  validateReconciliation(request);
  const { hierarchy, forecasts, residuals, nonNegative: bounded = false } = request;
  const levels = [...new Set(request.levels ?? DEFAULT_LEVELS)].sort((a, b) => a - b);
  const errors = residuals && estimateErrorCorrelation(residuals);
  const plan = planReconciliation(
    hierarchy,
    request.method ?? (residuals ? 'mint-shrink' : 'wls-structural'),
    errors,
  );
  const { reconcile, covariance } = plan;
  const bound = () =>
    covariance ? nonNegative(hierarchy, covariance, reconcile) : bottomUpNonNegative(hierarchy);
  const means = steps(forecasts.map(({ mean }) => mean)).map(bounded ? bound() : reconcile);
  const spreads = coherentSpreads(
    reconcile,
    errors?.correlation ?? uncorrelated(forecasts.map(() => 1)),
    steps(forecasts.map(({ standardDeviation }) => standardDeviation)),
  );
  const predictions = hierarchy.nodes.map((_, i) => {
    const mean = means.map((row) => row[i]);
    const spread = spreads.map((row) => row[i]);
    return cutBelow(normalPrediction(mean, spread, levels), bounded ? 0 : Number.NEGATIVE_INFINITY);
  });
  return {
    predictions,
    method: plan.method,
    shrinkage: errors ? errors.shrinkage : null,
    cautions: [...plan.cautions],
  };
}

/** From one array for each series to one for each step. */
function steps(rows: readonly (readonly number[])[]): number[][] {
  return rows[0].map((_, step) => rows.map((row) => row[step]));
}

function cutBelow({ intervals, ...rest }: Prediction, floor: number): Prediction {
  return {
    ...rest,
    intervals: intervals.map(({ level, lower, upper }) => ({
      level,
      lower: lower.map((value) => Math.max(floor, value)),
      upper,
    })),
  };
}
