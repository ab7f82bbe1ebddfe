import type { z } from 'zod';
import { tellCrossing } from '../../alerting/tell-crossings.ts';
import type { CrossingQuestion } from '../../contracts/chances.ts';
import type { crossingResponseSchema } from '../../contracts/crossing-query.ts';
import type { Ctx } from '../../firestore/context.ts';
import { requirePermission } from '../../operator/rbac/require-permission.ts';
import { getForecast } from './get-forecast.ts';

/** How probably, and when, a kept forecast of the organization crosses a threshold. Throws `not-found` for any other. */
export async function getCrossing({
  ctx,
  input: { forecastId, ...question },
}: {
  ctx: Ctx;
  input: CrossingQuestion & { forecastId: string };
}): Promise<z.output<typeof crossingResponseSchema>> {
  requirePermission(ctx, 'forecasts:read');
  const forecast = await getForecast({ ctx, input: { forecastId } });
  const { metricId, madeAt, from, to } = forecast;
  return { forecastId, metricId, madeAt, from, to, ...tellCrossing(forecast, question) };
}
