import type { ForecastOptions } from '../contracts/forecast-options.ts';
import type { Ctx } from '../firestore/context.ts';
import { type ForecastMade, type SeriesResult, seriesFailed, seriesForecast } from './forecast-series.ts';
import type { HoldOn } from './hold-lease.ts';
import { leaseMs } from './limits.ts';

export interface ForecastMetricsCall {
  readonly ctx: Ctx;
  readonly input: {
    readonly metricIds: readonly string[];
    readonly options: ForecastOptions;
    readonly jobId: string;
    readonly runId: string;
    /** Whether the run was tried before, so that some of its forecasts may be there. */
    readonly again: boolean;
  };
  /** Awaited before each stretch of work; what it throws ends the call. */
  readonly holdOn: () => Promise<void>;
}

/** Forecasts several stored series with one question to a service; one outcome each, in their order. Handed in. */
export type ForecastMetrics = (
  call: ForecastMetricsCall,
) => Promise<readonly ({ readonly forecast: ForecastMade } | { readonly error: unknown })[]>;

/** Series whose histories are held in memory at once. */
const seriesAtOnce = 50;

/** What must be left of the lease when a request begins: one request, tried to the end of its patience, takes less. */
const leaseLeftMs = 0.95 * leaseMs;

/**
 * Forecasts the series of a run in groups, `holdOn` keeping the lease all along.
 *
 * @throws {RunLost} where the run was lost to another worker.
 */
export async function forecastTogether(
  forecastMetrics: ForecastMetrics,
  { ctx, input }: Omit<ForecastMetricsCall, 'holdOn'>,
  holdOn: HoldOn,
): Promise<SeriesResult[]> {
  const results: SeriesResult[] = [];
  for (let from = 0; from < input.metricIds.length; from += seriesAtOnce) {
    const metricIds = input.metricIds.slice(from, from + seriesAtOnce);
    const made = await forecastMetrics({
      ctx,
      input: { ...input, metricIds },
      holdOn: () => holdOn(leaseLeftMs),
    });
    metricIds.forEach((metricId, place) => {
      const one = made[place] ?? { error: new Error('a series of a run was left out') };
      results.push(
        'forecast' in one ? seriesForecast(metricId, one.forecast) : seriesFailed(metricId, one.error),
      );
    });
  }
  return results;
}
