import type { z } from 'zod';
import { DomainError, type ErrorCode } from '../contracts/errors.ts';
import type { ForecastOptions, forecastResponseSchema } from '../contracts/forecast.ts';
import type { SeriesOutcome } from '../contracts/forecast-job.ts';
import type { Ctx } from '../firestore/context.ts';

export interface ForecastMetricCall {
  readonly ctx: Ctx;
  readonly input: {
    readonly metricId: string;
    readonly options: ForecastOptions;
    readonly jobId: string;
    readonly runId: string;
  };
}

/** What a run needs to know of a forecast that was made. */
export type ForecastMade = Pick<z.output<typeof forecastResponseSchema>, 'forecastId' | 'horizon' | 'to'>;

/** Forecasts one stored series and keeps the result under an id that is the same for the same run. Handed in. */
export type ForecastMetric = (call: ForecastMetricCall) => Promise<ForecastMade>;

/** What became of one series of a run. */
export interface SeriesResult {
  readonly outcome: SeriesOutcome;
  /** Whether the metric exists; undefined when that was not found out. */
  readonly exists?: boolean;
  /** The error, where trying again may help: the outcome stands only if nobody does. */
  readonly retry?: unknown;
}

/** Nothing to forecast from, now: no fault of anybody's, and cured by data. */
const skippedCodes: ReadonlySet<ErrorCode> = new Set(['not-found', 'failed-precondition']);

/** Failures of the moment or of ours. */
const retriedCodes: ReadonlySet<ErrorCode> = new Set([
  'aborted',
  'resource-exhausted',
  'unavailable',
  'internal',
]);

/** Forecasts one series; whatever goes wrong is an outcome in words, so that a bad series fails alone. */
export async function forecastSeries(
  forecastMetric: ForecastMetric,
  call: ForecastMetricCall,
): Promise<SeriesResult> {
  const { metricId } = call.input;
  try {
    return { outcome: madeOutcome(metricId, await forecastMetric(call)), exists: true };
  } catch (error) {
    return failedSeries(metricId, error);
  }
}

/** The outcome of a series, or of a sum (null), that was forecast. */
export function madeOutcome(
  metricId: string | null,
  { forecastId, horizon, to }: ForecastMade,
): SeriesOutcome {
  const message = `${horizon} steps ahead, to ${to.toISOString()}`;
  return { metricId, outcome: 'forecast', forecastId, message };
}

/** What became of a series that could not be forecast, in words, and whether trying again may help. */
export function failedSeries(metricId: string, error: unknown): SeriesResult {
  if (!(error instanceof DomainError)) {
    const message = 'an unexpected error, which is in the log';
    return { outcome: { metricId, outcome: 'failed', forecastId: null, message }, retry: error };
  }
  const outcome = skippedCodes.has(error.code) ? 'skipped' : 'failed';
  const result = { outcome: { metricId, outcome, forecastId: null, message: error.message } as const };
  if (retriedCodes.has(error.code)) return { ...result, retry: error };
  return { ...result, exists: error.code !== 'not-found' };
}
