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
import { prepareForecast, withCautions } from './prepare-forecast.ts';
import { storedRegressors } from './regressor-points.ts';
import { takingForecasts } from './taking-forecasts.ts';

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
  return takingForecasts(ctx, 1, () => forecastAndKeep(ctx, input));
}

async function forecastAndKeep(ctx: Ctx, input: ForecastMetricInput): Promise<KeptForecast> {
  const { metricId, timestampUnit } = input;
  const readsBefore = ctx.db.meter.reads;
  const metric = await loadMetric(ctx, metricId);
  const { history, options, cautions } = await prepareForecast(ctx, metricId, metric, input.options);
  const explaining = await explain(storedRegressors(ctx), history, options, timestampUnit);
  const made = withCautions(await forecastPoints(ctx, history, options, explaining), cautions);
  return keepForecast(
    ctx,
    { ...input, options },
    { metric, made, documentReads: ctx.db.meter.reads - readsBefore, explaining },
  );
}
