import type { Alert } from '../../contracts/alert.ts';
import type { Anomaly } from '../../contracts/anomaly.ts';
import { notFound } from '../../contracts/errors.ts';
import type { Forecast } from '../../contracts/forecast.ts';
import type { Metric } from '../../contracts/metric.ts';
import { collection } from '../../firestore/collections.ts';
import type { Ctx } from '../../firestore/context.ts';
import { requirePermission } from '../../operator/rbac/require-permission.ts';
import type { ChartWindow } from './chart-window.ts';

/** Anomalies that a chart shows at the most, the latest. */
const anomaliesMax = 100;

/** The alert that a chart is to show, which must be one of the metric. Throws `not-found` for any other. */
export async function loadAlert(ctx: Ctx, metricId: string, alertId: string): Promise<Alert> {
  requirePermission(ctx, 'alerts:read');
  const alert = (await ctx.db.get(collection(ctx.db.firestore, ctx.orgId, 'alerts').doc(alertId))).data();
  if (alert === undefined || alert.metricId !== metricId) throw notFound('alert', alertId);
  return alert;
}

/** A forecast to draw; `isGone` where something named one that is not kept any more. */
export interface ForecastToDraw {
  readonly forecast: Forecast | null;
  readonly isGone: boolean;
}

/**
 * The forecast that the caller names, which must be one of the metric; else that of the alert, or the latest of the
 * metric, where the caller may read forecasts and it is still kept.
 *
 * @throws {DomainError} `not-found` where the caller names one that is not there
 */
export async function loadForecast(
  ctx: Ctx,
  metricId: string,
  source: { readonly asked: string | undefined; readonly alert: Alert | null; readonly metric: Metric },
): Promise<ForecastToDraw> {
  const { asked, alert, metric } = source;
  if (asked !== undefined) requirePermission(ctx, 'forecasts:read');
  const id = asked ?? alert?.crossing?.forecastId ?? metric.latestForecast?.forecastId;
  if (id === undefined || !ctx.permissions.has('forecasts:read')) return { forecast: null, isGone: false };
  const forecast = (await ctx.db.get(collection(ctx.db.firestore, ctx.orgId, 'forecasts').doc(id))).data();
  if (forecast?.metricId === metricId) return { forecast, isGone: false };
  if (asked !== undefined) throw notFound('forecast', asked);
  return { forecast: null, isGone: true };
}

/**
 * The latest anomalies that began in the window, without those that a backfill did not find again; none where the caller
 * may not read them. Query: equality on `metricId`, range and order on `startAt`.
 */
export async function loadAnomalies(
  ctx: Ctx,
  metricId: string,
  { from, to }: ChartWindow,
): Promise<Anomaly[]> {
  if (!ctx.permissions.has('anomalies:read')) return [];
  const found = await ctx.db.query(
    collection(ctx.db.firestore, ctx.orgId, 'anomalies')
      .where('metricId', '==', metricId)
      .where('startAt', '>=', new Date(from))
      .where('startAt', '<', new Date(to))
      .orderBy('startAt', 'desc')
      .limit(anomaliesMax),
  );
  return found.map((one) => one.data()).filter(({ supersededAt }) => supersededAt === null);
}
