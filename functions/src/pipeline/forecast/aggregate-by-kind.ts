import type { ForecastOptions } from '../../contracts/forecast-options.ts';
import type { Metric } from '../../contracts/metric.ts';

/** A level has a mean, amounts add up, and of a running total the last reading counts. */
const byKind = { gauge: 'mean', delta: 'sum', counter: 'last' } as const satisfies Record<
  Metric['kind'],
  NonNullable<ForecastOptions['aggregate']>
>;

/** How dense points of a metric of this kind become one value. */
export const aggregateOf = (kind: Metric['kind']): NonNullable<ForecastOptions['aggregate']> => byKind[kind];

/** Options that say how dense points become steps: as asked, else as the kind of the metric suggests. */
export function aggregateByKind(options: ForecastOptions, kind: Metric['kind']): ForecastOptions {
  return options.aggregate === undefined ? { ...options, aggregate: aggregateOf(kind) } : options;
}
