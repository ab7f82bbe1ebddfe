import { DomainError } from '../../contracts/errors.ts';
import { groupingNames, type HierarchySpec } from '../../contracts/hierarchy.ts';
import type { HierarchyOptions } from '../../contracts/hierarchy-forecast.ts';
import {
  ForecastInputError,
  forecastHierarchyStepwise,
  type HierarchyForecast,
  type HierarchyRequest,
  ReconciliationError,
} from '../../forecasting/index.ts';
import { aggregateOf } from '../forecast/aggregate-by-kind.ts';
import { engineOptions } from '../forecast/make-forecast.ts';
import type { Leaf } from './read-leaves.ts';

/**
 * Forecasts and reconciles leaves, and asks `goOn` after each series whether to; undefined where not.
 *
 * @throws {DomainError} `failed-precondition` (SERIES_EMPTY, LEAVES_NOT_DISTINCT) for leaves that cannot be summed,
 * `invalid-argument` for options that the engine refuses.
 */
export async function runEngine(
  leaves: readonly Leaf[],
  hierarchy: HierarchySpec,
  options: HierarchyOptions,
  goOn: () => Promise<boolean>,
): Promise<HierarchyForecast | undefined> {
  const work = forecastHierarchyStepwise(requestOf(leaves, hierarchy, options));
  try {
    for (;;) {
      const step = work.next();
      if (step.done === true) return step.value;
      if (!(await goOn())) return undefined;
    }
  } catch (error) {
    throw inWords(error);
  }
}

function requestOf(
  leaves: readonly Leaf[],
  { by, method }: HierarchySpec,
  options: HierarchyOptions,
): HierarchyRequest {
  return {
    ...engineOptions(options),
    leaves: leaves.map(({ metric, points }) => ({
      labels: metric.labels,
      observations: points,
      aggregate: options.aggregate ?? aggregateOf(metric.kind),
    })),
    groupings: by.map(groupingNames),
    method,
  };
}

function inWords(error: unknown): unknown {
  if (error instanceof ReconciliationError && error.reason === 'LEAVES_NOT_DISTINCT') {
    const message = 'two of the series have the same labels, so that nobody could tell their forecasts apart';
    return new DomainError('failed-precondition', 'LEAVES_NOT_DISTINCT', message, { cause: error });
  }
  if (!(error instanceof ForecastInputError)) return error;
  if (error.reason === 'NO_OBSERVATIONS') {
    const message = 'none of the series has points yet: ingest some first';
    return new DomainError('failed-precondition', 'SERIES_EMPTY', message, { cause: error });
  }
  return new DomainError('invalid-argument', error.reason, error.message, { cause: error });
}
