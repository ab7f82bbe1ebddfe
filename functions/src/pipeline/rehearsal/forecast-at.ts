import type { SubjectMetric } from '../../alerting/subject.ts';
import type { Forecast } from '../../contracts/forecast.ts';
import type { ForecastOptions } from '../../contracts/forecast-options.ts';
import { deterministicId } from '../../contracts/ids.ts';
import { makeForecast } from '../forecast/make-forecast.ts';
import { historyStepsMax } from '../forecast/read-history.ts';
import type { StoredPoint } from '../store/read-points.ts';

/** A forecast of a rehearsal. It is kept nowhere; its id tells it from others. */
export interface RehearsedForecast {
  readonly forecastId: string;
  readonly forecast: Forecast;
}

/** How forecasts are made in a rehearsal: the options of the engine that matter, as a job would have them. */
export type RehearsedOptions = Pick<ForecastOptions, 'model' | 'seasonLengths' | 'timeZone' | 'bounds'>;

/** The series, and how it is forecast. */
export interface ForecastSubject {
  readonly metricId: string;
  readonly metric: SubjectMetric;
  /** Oldest first. */
  readonly points: readonly StoredPoint[];
  readonly options: RehearsedOptions;
}

/** The chances of crossing are read off the distribution; one interval is the least that a forecast has. */
const levels = [80];

/**
 * The forecast that would have been made when the point at `index` was the newest: nothing after it is looked at.
 *
 * @throws {DomainError} as `makeForecast`
 */
export function forecastAt(
  { metricId, metric, points, options }: ForecastSubject,
  { index, horizon }: { readonly index: number; readonly horizon: number },
): RehearsedForecast {
  const known = points.slice(Math.max(0, index + 1 - historyStepsMax), index + 1);
  const madeAt = new Date(points[index]?.at ?? 0);
  const made = makeForecast(known, { ...options, horizon, levels, backend: 'statistical' });
  const { key: metricKey, labels, unit } = metric;
  return {
    forecastId: deterministicId('forecast', 'rehearsal', metricId, madeAt.toISOString()),
    forecast: {
      ...{ metricId, sumId: null, metricKey, labels: { ...labels }, unit, jobId: null, runId: null },
      ...{ madeAt, ...made, hierarchy: null, expireAt: null },
    },
  };
}
