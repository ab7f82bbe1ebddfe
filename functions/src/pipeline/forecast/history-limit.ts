import type { Forecast } from '../../contracts/forecast.ts';
import type { ForecastOptions } from '../../contracts/forecast-options.ts';
import type { Metric } from '../../contracts/metric.ts';
import type { StoredPoint } from '../store/read-points.ts';

/**
 * Says that a coarser resolution was made from the newest points only, which may be few of its steps: a hundred thousand
 * minutes are ten weeks. Empty where all points were read, or no resolution was asked for.
 */
export function historyLimit(
  { resolution }: ForecastOptions,
  { firstPointAt }: Metric,
  history: readonly StoredPoint[],
): Forecast['card']['cautions'] {
  const [oldest] = history;
  if (resolution === undefined || oldest === undefined || firstPointAt === null) return [];
  if (firstPointAt.getTime() >= oldest.at) return [];
  const message = `the ${history.length} newest points were looked at, which begin ${new Date(oldest.at).toISOString()}; the series begins ${firstPointAt.toISOString()}`;
  return [{ code: 'history-limited', message }];
}
