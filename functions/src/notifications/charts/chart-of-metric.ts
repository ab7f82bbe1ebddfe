import type { SeriesChart } from '../../charts/series-chart.ts';
import type { ChartQuery } from '../../contracts/chart.ts';
import { readDetectionSettings } from '../../contracts/detection-settings.ts';
import { DomainError } from '../../contracts/errors.ts';
import type { Ctx } from '../../firestore/context.ts';
import { requirePermission } from '../../operator/rbac/require-permission.ts';
import { plannedMs } from '../../pipeline/normalise/instant.ts';
import { instantOrThrow } from '../../pipeline/normalise/instant-or-throw.ts';
import { loadMetric } from '../../pipeline/store/get-metric.ts';
import { readPoints, type StoredPoint } from '../../pipeline/store/read-points.ts';
import { loadAlert, loadAnomalies, loadForecast } from './chart-documents.ts';
import { anomalyParts, crossingPart, forecastPart } from './chart-parts.ts';
import { type ChartWindow, chartWindow, gapMsOf } from './chart-window.ts';

/** Chunk documents of points that one chart reads at the most. */
const chunksMax = 100;

/**
 * What the chart of a metric shows. Reads the metric, its points (at most 100 documents), at most 100 anomalies, one
 * forecast and one alert. Forecasts and anomalies are left out for callers who may not read them, unless they name one.
 *
 * @throws {DomainError} `not-found` for a metric, forecast or alert that is not there; `invalid-argument` for a range that
 *   is none, or holds more points than one picture is made of
 */
export async function chartOfMetric({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: ChartQuery & { metricId: string };
}): Promise<SeriesChart> {
  requirePermission(ctx, 'metrics:read');
  const { metricId, width, height, theme } = input;
  const metric = await loadMetric(ctx, metricId);
  const alert = input.alertId === undefined ? null : await loadAlert(ctx, metricId, input.alertId);
  const { forecast, isGone } = await loadForecast(ctx, metricId, { asked: input.forecastId, alert, metric });
  const window = askedWindow(ctx, input, (asked) =>
    chartWindow({ metric, forecast, alert, now: ctx.now }, asked),
  );
  const [history, anomalies] = await Promise.all([
    pointsOf(ctx, metricId, window),
    loadAnomalies(ctx, metricId, window),
  ]);
  const thresholds = new Set([
    ...(alert?.threshold == null ? [] : [alert.threshold]),
    ...(input.threshold ?? []),
  ]);
  return {
    title: input.title ?? metric.key,
    ...{ labels: metric.labels, unit: metric.unit, width, height, theme, ...window, history },
    timeZone: input.timeZone ?? readDetectionSettings(metric.detectionSettings).settings.timeZone ?? 'UTC',
    gapMs: gapMsOf(metric),
    forecast: forecast === null ? null : forecastPart(forecast, window, input.level),
    anomalies: anomalyParts(anomalies, window),
    thresholds: [...thresholds],
    crossing: crossingPart(alert, forecast, [...thresholds]),
    now: toWholePixels(ctx.now.getTime(), window, width),
    note: isGone ? 'its forecast is no longer kept' : null,
  };
}

function askedWindow(
  { now }: Ctx,
  { from, to }: ChartQuery,
  complete: (asked: Partial<ChartWindow>) => ChartWindow,
): ChartWindow {
  const instant = (value: string | number, pointer: string) =>
    instantOrThrow(value, pointer, now, 'auto', plannedMs);
  const window = complete({
    ...(from === undefined ? {} : { from: instant(from, '/from') }),
    ...(to === undefined ? {} : { to: instant(to, '/to') }),
  });
  if (window.from < window.to) return window;
  throw invalid(to === undefined ? '/from' : '/to', 'expected a range: "from" before "to"');
}

async function pointsOf(
  ctx: Ctx,
  metricId: string,
  { from, to }: ChartWindow,
): Promise<readonly StoredPoint[]> {
  const { points, completeTo } = await readPoints(ctx, metricId, { from, to, chunksMax });
  if (completeTo >= to) return points;
  const end = new Date(completeTo).toISOString();
  throw invalid(
    '/from',
    `expected a shorter range: from there to ${end} are already ${chunksMax} documents of points, the most that one chart reads`,
  );
}

/** The present to within a pixel, so that a picture on which nothing moved is the same picture. */
function toWholePixels(now: number, { from, to }: ChartWindow, width: number): number {
  const pixelMs = (to - from) / width;
  return from + Math.floor((now - from) / pixelMs) * pixelMs;
}

const invalid = (pointer: string, detail: string): DomainError =>
  new DomainError('invalid-argument', 'VALIDATION_FAILED', `the query is not valid: ${pointer}: ${detail}`, {
    fields: [{ pointer, detail }],
  });
