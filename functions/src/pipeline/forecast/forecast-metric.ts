import type { Ctx } from '../../firestore/context.ts';
import { requirePermission } from '../../operator/rbac/require-permission.ts';
import { loadMetric } from '../store/get-metric.ts';
import { explain } from './explain.ts';
import { forecastPoints } from './forecast-points.ts';
import {
  type ForecastMetricInput,
  type ForecastResponse,
  type KeptForecast,
  keepForecast,
} from './keep-forecast.ts';
import { readHistory } from './read-history.ts';
import { storedRegressors } from './regressor-points.ts';

export type { ForecastMetricInput, ForecastResponse };

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
}): Promise<KeptForecast> {
  requirePermission(ctx, 'forecasts:write');
  const { metricId, options, timestampUnit } = input;
  const readsBefore = ctx.db.meter.reads;
  const metric = await loadMetric(ctx, metricId);
  const history = await readHistory(ctx, metricId, metric);
  const explaining = await explain(storedRegressors(ctx), history, options, timestampUnit);
  const made = await forecastPoints(ctx, history, options, explaining);
  const documentReads = ctx.db.meter.reads - readsBefore;
  return keepForecast(ctx, input, { metric, made, documentReads, explaining });
}
