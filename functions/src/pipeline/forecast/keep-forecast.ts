import type { z } from 'zod';
import type { Forecast, forecastResponseSchema } from '../../contracts/forecast.ts';
import type { ForecastOptions } from '../../contracts/forecast-options.ts';
import { deterministicId } from '../../contracts/ids.ts';
import type { TimestampUnit } from '../../contracts/ingest.ts';
import type { Metric } from '../../contracts/metric.ts';
import { collection } from '../../firestore/collections.ts';
import type { Ctx } from '../../firestore/context.ts';
import type { AlertEntry } from '../alert/alert-changed.ts';
import { evaluateRules } from '../alert/evaluate-rules.ts';
import { answeredForecast } from './answered-forecast.ts';
import type { Explaining } from './explain.ts';
import { forecastExpiry } from './forecast-expiry.ts';
import type { MadeForecast } from './make-forecast.ts';

export type ForecastResponse = z.infer<typeof forecastResponseSchema>;

export interface ForecastMetricInput {
  readonly metricId: string;
  readonly options: ForecastOptions;
  /** Of numeric instants among the options. */
  readonly timestampUnit?: TimestampUnit;
  readonly jobId?: string;
  /** The run that asks. A run has one forecast for each series, however often it is tried. */
  readonly runId?: string;
}

/** A forecast that is kept, and the alerts that it opened or changed. */
export interface KeptForecast {
  readonly forecast: ForecastResponse;
  readonly alerts: readonly AlertEntry[];
}

/** The documents that keeping a forecast writes: the forecast, and its mention on the metric. */
const writesToKeep = 2;

/** Keeps a forecast of a stored series with its evidence, and evaluates the rules that watch forecasts. */
export async function keepForecast(
  ctx: Ctx,
  input: ForecastMetricInput,
  {
    metric,
    made: { card, ...made },
    documentReads,
    explaining,
  }: {
    readonly metric: Metric;
    readonly made: MadeForecast;
    readonly documentReads: number;
    /** What the forecast was explained by, which is part of its input. */
    readonly explaining?: Explaining | undefined;
  },
): Promise<KeptForecast> {
  const { metricId, options, jobId, runId } = input;
  const seen = [card.history.inputHash, ...(explaining === undefined ? [] : [explaining.inputHash])];
  const forecastId = forecastIdOf(input, seen, card.engineVersion);
  const forecast: Forecast = {
    metricId,
    sumId: null,
    metricKey: metric.key,
    labels: metric.labels,
    unit: metric.unit,
    jobId: jobId ?? null,
    runId: runId ?? null,
    madeAt: ctx.now,
    ...made,
    card: { ...card, cost: { documentReads, documentWrites: writesToKeep } },
    hierarchy: null,
    expireAt: forecastExpiry({ madeAt: ctx.now, to: made.to }, options.keepFor),
  };
  await writeForecast(ctx, forecastId, forecast);
  const alerts = await evaluateRules({
    ctx,
    input: { metricId, metric, forecast: { forecastId, forecast } },
  });
  return { forecast: { forecastId, ...answeredForecast(forecast) }, alerts };
}

/** A run's forecast has the run's identity; one asked for has that of what it was made from. */
function forecastIdOf(input: ForecastMetricInput, hashes: readonly string[], version: string): string {
  const { metricId, options, jobId, runId } = input;
  if (runId !== undefined) return runForecastId(metricId, jobId, runId);
  return deterministicId('forecast', metricId, JSON.stringify(options), ...hashes, version);
}

/** The id of the one forecast that a run has of a series. */
export const runForecastId = (metricId: string, jobId: string | undefined, runId: string): string =>
  deterministicId('forecast', metricId, jobId ?? '', runId);

/** Writes a forecast and, for a series, its mention on the metric. */
export async function writeForecast(ctx: Ctx, forecastId: string, forecast: Forecast): Promise<void> {
  const { firestore } = ctx.db;
  await ctx.db.commit((writer) => {
    writer.set(collection(firestore, ctx.orgId, 'forecasts').doc(forecastId), forecast);
    if (forecast.metricId === null) return;
    writer.merge(collection(firestore, ctx.orgId, 'metrics').doc(forecast.metricId), {
      latestForecast: {
        forecastId,
        madeAt: forecast.madeAt,
        from: forecast.from,
        to: forecast.to,
        model: forecast.card.model,
        expireAt: forecast.expireAt,
      },
    });
  });
}
