import { notFound } from '../../contracts/errors.ts';
import { collection } from '../../firestore/collections.ts';
import type { Ctx } from '../../firestore/context.ts';
import { mayTouchMetric } from '../../operator/rbac/metric-access.ts';
import { requirePermission } from '../../operator/rbac/require-permission.ts';
import { answeredForecast } from './answered-forecast.ts';
import type { ForecastResponse } from './forecast-metric.ts';

const removedInTime = ': forecasts are removed when their time is over (expireAt)';

/** One forecast of the organization, with its evidence. Throws `not-found` for any other. */
export async function getForecast({
  ctx,
  input: { forecastId },
}: {
  ctx: Ctx;
  input: { forecastId: string };
}): Promise<ForecastResponse> {
  requirePermission(ctx, 'forecasts:read');
  const forecast = (
    await ctx.db.get(collection(ctx.db.firestore, ctx.orgId, 'forecasts').doc(forecastId))
  ).data();
  if (forecast === undefined || !mayTouchMetric(ctx, forecast.metricKey))
    throw notFound('forecast', forecastId, removedInTime);
  return { forecastId, ...answeredForecast(forecast) };
}
