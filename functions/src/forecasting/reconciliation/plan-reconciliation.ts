import {
  type ErrorCorrelation,
  type ErrorCovariance,
  scaleCovariance,
  uncorrelated,
} from './error-covariance.ts';
import type { Hierarchy } from './hierarchy.ts';
import { bottomUp, minimumTrace, type Reconciler } from './reconciler.ts';
import type { ReconciliationMethod } from './reconciliation-request.ts';

/** What a reader should know before trusting reconciled forecasts. */
export interface ReconciliationCaution {
  code: 'errors-unknown' | 'errors-assumed-uncorrelated' | 'covariance-singular';
  message: string;
}

/** A method that can be used, the linear map, and the covariance that the map follows from (none for bottom-up). */
export interface ReconciliationPlan {
  readonly method: ReconciliationMethod;
  readonly reconcile: Reconciler;
  readonly covariance?: ErrorCovariance;
  readonly cautions: readonly ReconciliationCaution[];
}

/** The map of `method`; of WLS structural, with a caution, where the errors do not allow MinT. */
export function planReconciliation(
  hierarchy: Hierarchy,
  method: ReconciliationMethod,
  errors: ErrorCorrelation | undefined,
): ReconciliationPlan {
  if (method === 'bottom-up')
    return { method, reconcile: bottomUp(hierarchy), cautions: uncertainty(errors) };
  if (method === 'mint-shrink') return planMinT(hierarchy, errors);
  const variances = hierarchy.nodes.map(({ leaves }) => (method === 'ols' ? 1 : leaves.length));
  const covariance = uncorrelated(variances);
  const reconcile = minimumTrace(hierarchy, covariance);
  if (!reconcile) throw new Error('positive variances cannot be singular');
  return { method, reconcile, covariance, cautions: uncertainty(errors) };
}

function planMinT(hierarchy: Hierarchy, errors: ErrorCorrelation | undefined): ReconciliationPlan {
  if (!errors) return fallBack(hierarchy, errors, ERRORS_UNKNOWN);
  const largest = Math.max(...errors.standardDeviation);
  const covariance = scaleCovariance(
    errors.correlation,
    errors.standardDeviation.map((value) => value / largest),
  );
  const reconcile = minimumTrace(hierarchy, covariance);
  return reconcile
    ? { method: 'mint-shrink', reconcile, covariance, cautions: [] }
    : fallBack(hierarchy, errors, COVARIANCE_SINGULAR);
}

function fallBack(
  hierarchy: Hierarchy,
  errors: ErrorCorrelation | undefined,
  caution: ReconciliationCaution,
): ReconciliationPlan {
  const plan = planReconciliation(hierarchy, 'wls-structural', errors);
  return { ...plan, cautions: [caution, ...plan.cautions] };
}

const ERRORS_UNKNOWN: ReconciliationCaution = {
  code: 'errors-unknown',
  message: 'too few errors, or none but zeros, to learn a covariance from: wls-structural instead',
};

const COVARIANCE_SINGULAR: ReconciliationCaution = {
  code: 'covariance-singular',
  message: 'the errors add up as the series do, so their covariance is singular: wls-structural instead',
};

function uncertainty(errors: ErrorCorrelation | undefined): ReconciliationCaution[] {
  if (errors) return [];
  const message = 'errors are taken as uncorrelated: intervals of aggregates may be too narrow';
  return [{ code: 'errors-assumed-uncorrelated', message }];
}
