import type { z } from 'zod';
import type {
  createdForecastResponseSchema,
  ForecastRequest,
  inlineForecastResponseSchema,
} from '../../contracts/forecast.ts';
import type { Ctx } from '../../firestore/context.ts';
import { requirePermission } from '../../operator/rbac/require-permission.ts';
import { inlineObservations } from '../normalise/observations.ts';
import { namedMetricId } from '../store/get-metric.ts';
import { answeredForecast } from './answered-forecast.ts';
import { forecastMetric } from './forecast-metric.ts';
import { forecastPoints } from './forecast-points.ts';
import { pathsOf } from './kept-distribution.ts';

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
  const { metricId, metric, labels, points, timestampUnit, samplePaths, ...options } = input;
  const forecast =
    points === undefined
      ? await forecastMetric({
          ctx,
          input: { metricId: namedMetricId({ metricId, metric, labels }), options },
        })
      : answeredForecast(
          await forecastPoints(ctx, inlineObservations(points, timestampUnit ?? 'auto', ctx.now), options),
        );
  return samplePaths === undefined ? forecast : { ...forecast, samplePaths: pathsOf(forecast, samplePaths) };
}
