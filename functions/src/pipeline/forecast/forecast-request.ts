import type { z } from 'zod';
import { pathsOf } from '../../alerting/kept-distribution.ts';
import type {
  createdForecastResponseSchema,
  ForecastRequest,
  inlineForecastResponseSchema,
} from '../../contracts/forecast.ts';
import type { ForecastOptions } from '../../contracts/forecast-options.ts';
import type { TimestampUnit } from '../../contracts/ingest.ts';
import type { Ctx } from '../../firestore/context.ts';
import { requirePermission } from '../../operator/rbac/require-permission.ts';
import { inlineObservations } from '../normalise/observations.ts';
import { namedMetricId } from '../store/get-metric.ts';
import { answeredForecast } from './answered-forecast.ts';
import { explain } from './explain.ts';
import { forecastMetric } from './forecast-metric.ts';
import { forecastPoints } from './forecast-points.ts';
import type { MadeForecast } from './make-forecast.ts';
import { storedRegressors } from './regressor-points.ts';
import { takingForecasts } from './taking-forecasts.ts';

type CreatedForecastResponse = z.infer<typeof createdForecastResponseSchema>;

type InlineForecastResponse = z.infer<typeof inlineForecastResponseSchema>;

/** Answers `POST /v1/forecast`: of a stored series, and kept; or of the points in the request, and forgotten. */
export async function forecastFromRequest({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: ForecastRequest;
}): Promise<CreatedForecastResponse | InlineForecastResponse> {
  requirePermission(ctx, 'forecasts:write');
  const { metricId, metric, labels, points, timestampUnit = 'auto', samplePaths, ...options } = input;
  const forecast =
    points === undefined
      ? await forecastMetric({
          ctx,
          input: { metricId: namedMetricId({ metricId, metric, labels }), options, timestampUnit },
        })
      : answeredForecast(
          await takingForecasts(ctx, 1, () => forecastInline(ctx, points, options, timestampUnit)),
        );
  return samplePaths === undefined ? forecast : { ...forecast, samplePaths: pathsOf(forecast, samplePaths) };
}

async function forecastInline(
  ctx: Ctx,
  points: NonNullable<ForecastRequest['points']>,
  options: ForecastOptions,
  unit: TimestampUnit,
): Promise<MadeForecast> {
  const observations = inlineObservations(points, unit, ctx.now);
  const explaining = await explain(storedRegressors(ctx), observations, options, unit);
  return forecastPoints(ctx, observations, options, explaining);
}
