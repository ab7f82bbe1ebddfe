import type { ForecastOptions } from '../contracts/forecast-options.ts';
import type { Ctx } from '../firestore/context.ts';
import type { ForecastDeps } from './forecast-deps.ts';
import { forecastSeries, type SeriesResult } from './forecast-series.ts';
import { forecastTogether } from './forecast-together.ts';
import type { HoldOn } from './hold-lease.ts';

export interface ForecastAllInput {
  readonly metricIds: readonly string[];
  readonly options: ForecastOptions;
  readonly jobId: string;
  readonly runId: string;
  /** Whether this was tried before, so that some of the forecasts may be there. */
  readonly again: boolean;
}

/**
 * Every series in turn, or together where a service is asked, with `holdOn` in between; one result each, in their order.
 *
 * @throws {RunLost} where `holdOn` found the lease lost, or a forecast was to be kept without it.
 */
export async function forecastAll(
  ctx: Ctx,
  input: ForecastAllInput,
  { forecastMetric, forecastMetrics }: Pick<ForecastDeps, 'forecastMetric' | 'forecastMetrics'>,
  holdOn: HoldOn,
): Promise<SeriesResult[]> {
  const { metricIds, options, jobId, runId } = input;
  if (options.backend === 'timegpt' && forecastMetrics !== undefined) {
    return forecastTogether(forecastMetrics, { ctx, input }, holdOn);
  }
  const results: SeriesResult[] = [];
  for (const metricId of metricIds) {
    await holdOn();
    results.push(await forecastSeries(forecastMetric, { ctx, input: { metricId, options, jobId, runId } }));
  }
  return results;
}
