import type { z } from 'zod';
import { DomainError, type ErrorCode } from '../contracts/errors.ts';
import type { forecastResponseSchema } from '../contracts/forecast.ts';
import type { ForecastOptions } from '../contracts/forecast-options.ts';
import type { SeriesOutcome } from '../contracts/forecast-run.ts';
import type { ModelCard } from '../contracts/model-card.ts';
import type { TimeGptSpending } from '../contracts/timegpt-backend.ts';
import type { Ctx } from '../firestore/context.ts';
import { RunLost } from './fenced-database.ts';
import { reasonOfError, reasonToDoubt } from './outcome-reason.ts';

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
export type ForecastMade = Pick<z.output<typeof forecastResponseSchema>, 'forecastId' | 'horizon' | 'to'> & {
  /** What TimeGPT charged for it, where it was asked, and what is to be known of the history. */
  readonly card?: Pick<ModelCard, 'tokens' | 'tokenCost'> & Partial<Pick<ModelCard, 'cautions' | 'history'>>;
};

/** Forecasts one stored series and keeps the result under an id that is the same for the same run. Handed in. */
export type ForecastMetric = (call: ForecastMetricCall) => Promise<ForecastMade>;

/** What became of one series of a run. */
export interface SeriesResult {
  readonly outcome: SeriesOutcome;
  /** Whether the metric exists; undefined when that was not found out. */
  readonly exists?: boolean;
  /** The error, where trying again may help: the outcome stands only if nobody does. */
  readonly retry?: unknown;
  /** Which data the forecast saw. */
  readonly history?: ModelCard['history'] | undefined;
  /** What TimeGPT charged, where it was asked. */
  readonly spending?: TimeGptSpending;
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
    return seriesForecast(metricId, await forecastMetric(call));
  } catch (error) {
    return seriesFailed(metricId, error);
  }
}

/** The result of a series, or of a sum of series (null), that was forecast. */
export function seriesForecast(
  metricId: string | null,
  { forecastId, horizon, to, card }: ForecastMade,
): SeriesResult {
  const message = `${horizon} steps ahead, to ${to.toISOString()}`;
  const reason = reasonToDoubt(card?.cautions ?? []);
  const made = {
    outcome: { metricId, outcome: 'forecast', reason, forecastId, message },
    exists: true,
    history: card?.history,
  } as const;
  if (card?.tokens === undefined) return made;
  return { ...made, spending: { tokens: card.tokens, cost: card.tokenCost ?? null } };
}

/**
 * The result of a series that met an error. A metric that is missing among the regressors is named by a field; without one
 * it is the series itself.
 *
 * @throws {RunLost} what concerns the whole run.
 */
export function seriesFailed(metricId: string, error: unknown): SeriesResult {
  if (error instanceof RunLost) throw error;
  if (!(error instanceof DomainError)) {
    const message = 'an unexpected error, which is in the log';
    return {
      outcome: { metricId, outcome: 'failed', reason: 'error', forecastId: null, message },
      retry: error,
    };
  }
  const { message } = error;
  const reason = reasonOfError(error);
  const outcome = skippedCodes.has(error.code) || reason === 'too-short' ? 'skipped' : 'failed';
  const result = { outcome: { metricId, outcome, reason, forecastId: null, message } as const };
  // A quota that is used up is there again tomorrow: no attempt of today finds it.
  if (retriedCodes.has(error.code) && reason !== 'quota-exceeded') return { ...result, retry: error };
  return { ...result, exists: error.code !== 'not-found' || error.fields.length > 0 };
}
