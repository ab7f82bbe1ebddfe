import type { Bounds } from '../forecast-request.ts';
import type { BaseNode } from './base-forecasts.ts';
import type { Hierarchy } from './hierarchy.ts';
import type { HierarchyRequest } from './hierarchy-request.ts';
import { type ReconciledForecasts, reconcileForecasts } from './reconcile-forecasts.ts';
import type { LeafRange } from './reconcile-within.ts';
import { thetaResiduals } from './theta-residuals.ts';

/** What reconciling nodes takes besides their base forecasts. */
export type ReconciliationOptions = Pick<HierarchyRequest, 'levels' | 'method' | 'bounds'>;

/**
 * Reconciles base forecasts: *W* = *D R D* with *D* the nodes' own standard deviations (their root mean square over the
 * horizon) and *R* the shrunk correlation of one-step errors, the same that the intervals follow from.
 */
export function reconcileNodes(
  hierarchy: Hierarchy,
  nodes: readonly BaseNode[],
  { levels, method = 'auto', bounds = {} }: ReconciliationOptions,
): ReconciledForecasts {
  return reconcileForecasts({
    hierarchy,
    forecasts: nodes.map(({ forecast }) => forecast),
    residuals: thetaResiduals(
      nodes.map(({ history }) => history),
      nodes.map(({ forecast }) => forecast.seasonLengths),
    ),
    errorSizes: nodes.map(({ forecast }) => rootMeanSquare(forecast.standardDeviation)),
    leafRanges: leafRanges(hierarchy, nodes, bounds),
    ...(bounds.integer === undefined ? {} : { integer: bounds.integer }),
    ...(levels === undefined ? {} : { levels }),
    ...(method === 'auto' ? {} : { method }),
  });
}

/** What each leaf can be, by the bounds given and by its history. */
export function leafRanges(
  { aggregateCount }: Hierarchy,
  nodes: readonly BaseNode[],
  bounds: Bounds = {},
): LeafRange[] {
  return nodes.slice(aggregateCount).map(({ history }) => rangeOf(history, bounds));
}

/** The bounds given; a leaf that was never negative gets the minimum 0 (or its maximum, where that is lower). */
function rangeOf(
  history: readonly number[],
  { minimum, maximum = Number.POSITIVE_INFINITY }: Bounds,
): LeafRange {
  const neverNegative = history.every((value) => value >= 0);
  const implied = neverNegative ? Math.min(0, maximum) : Number.NEGATIVE_INFINITY;
  return { minimum: minimum ?? implied, maximum };
}

function rootMeanSquare(values: readonly number[]): number {
  const largest = Math.max(...values);
  if (largest === 0) return 0;
  return largest * Math.sqrt(values.reduce((sum, value) => sum + (value / largest) ** 2, 0) / values.length);
}
