import type { z } from 'zod';
import type { ForecastRequest, inlineForecastResponseSchema } from '../../contracts/forecast.ts';
import type { Ctx } from '../../firestore/context.ts';
import { requirePermission } from '../../operator/rbac/require-permission.ts';
import { inlineObservations } from '../normalise/observations.ts';
import { namedMetricId } from '../store/get-metric.ts';
import { explain } from './explain.ts';
import { type ForecastResponse, forecastMetric } from './forecast-metric.ts';
import { forecastPoints } from './forecast-points.ts';
import { storedRegressors } from './regressor-points.ts';

export type InlineForecastResponse = z.infer<typeof inlineForecastResponseSchema>;

/** Answers `POST /v1/forecast`: of a stored series, and kept; or of the points in the request, and forgotten. */
export async function forecastFromRequest({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: ForecastRequest;
}): Promise<ForecastResponse | InlineForecastResponse> {
  requirePermission(ctx, 'forecasts:write');
  const { metricId, metric, labels, points, timestampUnit, ...options } = input;
  const unit = timestampUnit ?? 'auto';
  if (points !== undefined) {
    const observations = inlineObservations(points, unit, ctx.now);
    const explaining = await explain(storedRegressors(ctx), observations, options, unit);
    return forecastPoints(ctx, observations, options, explaining);
  }
  return forecastMetric({
    ctx,
    input: { metricId: namedMetricId({ metricId, metric, labels }), options, timestampUnit: unit },
  });
}
