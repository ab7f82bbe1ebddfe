import type { z } from 'zod';
import type { Forecast, ForecastOptions, forecastResponseSchema } from '../../contracts/forecast.ts';
import { deterministicId } from '../../contracts/ids.ts';
import { collection } from '../../firestore/collections.ts';
import type { Ctx } from '../../firestore/context.ts';
import { requirePermission } from '../../operator/rbac/require-permission.ts';
import type { AlertEntry } from '../alert/apply-checks.ts';
import { evaluateRules } from '../alert/evaluate-rules.ts';
import { loadMetric } from '../store/get-metric.ts';
import { forecastPoints } from './forecast-points.ts';
import { readHistory } from './read-history.ts';

export type ForecastResponse = z.infer<typeof forecastResponseSchema>;

export interface ForecastMetricInput {
  readonly metricId: string;
  readonly options: ForecastOptions;
  readonly jobId?: string;
  /** The run that asks. A run has one forecast for each series, however often it is tried. */
  readonly runId?: string;
}

/** The documents that keeping a forecast writes: the forecast, and its mention on the metric. */
const writesToKeep = 2;

/** Forecasts a stored series, keeps the forecast with its evidence, and evaluates the rules that watch forecasts. */
export async function forecastMetric({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: ForecastMetricInput;
}): Promise<ForecastResponse> {
  return (await forecastAndEvaluate({ ctx, input })).forecast;
}

/** The same, answering the alerts that it opened or changed too. */
export async function forecastAndEvaluate({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: ForecastMetricInput;
}): Promise<{ forecast: ForecastResponse; alerts: readonly AlertEntry[] }> {
  requirePermission(ctx, 'forecasts:write');
  const { metricId, options, jobId, runId } = input;
  const readsBefore = ctx.db.meter.reads;
  const metric = await loadMetric(ctx, metricId);
  const history = await readHistory(ctx, metricId, metric);
  const { card, ...made } = await forecastPoints(ctx, history, options);
  const cost = { documentReads: ctx.db.meter.reads - readsBefore, documentWrites: writesToKeep };
  const forecastId = forecastIdOf(input, card.history.inputHash, card.engineVersion);
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
    card: { ...card, cost },
    hierarchy: null,
  };
  await keepForecast(ctx, forecastId, forecast);
  const alerts = await evaluateRules({
    ctx,
    input: { metricId, metric, forecast: { forecastId, forecast } },
  });
  return { forecast: { forecastId, ...forecast }, alerts };
}

/** A run's forecast has the run's identity; one asked for has that of what it was made from. */
function forecastIdOf(
  { metricId, options, jobId, runId }: ForecastMetricInput,
  hash: string,
  version: string,
): string {
  if (runId !== undefined) return deterministicId('forecast', metricId, jobId ?? '', runId);
  return deterministicId('forecast', metricId, JSON.stringify(options), hash, version);
}

/** Writes a forecast and, for a series, its mention on the metric. */
export async function keepForecast(ctx: Ctx, forecastId: string, forecast: Forecast): Promise<void> {
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
      },
    });
  });
}
