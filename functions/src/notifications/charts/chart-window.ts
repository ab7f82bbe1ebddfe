import type { Alert } from '../../contracts/alert.ts';
import type { Forecast } from '../../contracts/forecast.ts';
import type { Metric } from '../../contracts/metric.ts';

const hourMs = 3_600_000;
const monthMs = 30.4375 * 24 * hourMs;

/** Steps of history beside a forecast: a week of hours at the least, and never more than a picture can show. */
const historyStepsMin = 168;
const historyStepsMax = 500;

/** What says which time is worth looking at. */
export interface WindowSource {
  readonly metric: Pick<Metric, 'resolution' | 'firstPointAt' | 'lastPointAt' | 'pointCount'>;
  readonly forecast: Pick<Forecast, 'points'> | null;
  readonly alert: Pick<Alert, 'startedAt' | 'evaluatedThrough' | 'resolvedAt' | 'crossing'> | null;
  readonly now: Date;
}

/** A range of time in ms UTC, half open. */
export interface ChartWindow {
  readonly from: number;
  readonly to: number;
}

/**
 * The time to draw where the caller names none or one end only: up to the end of the forecast or of the points, or as long
 * as the alert went on; and back by three times the forecast, or a week of hours, before the newest point or the alert.
 */
export function chartWindow(source: WindowSource, asked: Partial<ChartWindow>): ChartWindow {
  const { metric, forecast, alert, now } = source;
  const step = stepMsOf(metric);
  const last = metric.lastPointAt?.getTime() ?? now.getTime();
  const to = asked.to ?? lastInstant(source, last) + step;
  const anchor = Math.min(alert?.startedAt.getTime() ?? last, last, to);
  const steps = Math.min(historyStepsMax, Math.max(historyStepsMin, 3 * (forecast?.points.length ?? 0)));
  const first = metric.firstPointAt?.getTime() ?? Number.NEGATIVE_INFINITY;
  const back = anchor - steps * step;
  return { from: asked.from ?? (first < to ? Math.max(first, back) : back), to };
}

function lastInstant({ forecast, alert }: WindowSource, lastPoint: number): number {
  const ends = [
    forecast?.points.at(-1)?.at,
    alert?.crossing?.latest,
    alert?.resolvedAt,
    alert?.evaluatedThrough,
  ];
  const known = ends.flatMap((end) => (end === null || end === undefined ? [] : [end.getTime()]));
  // An alert of long ago is a picture of its time; one that goes on, and a series by itself, of now.
  return alert?.resolvedAt ? Math.max(...known) : Math.max(lastPoint, ...known);
}

/** About how far apart the points of a series are. */
function stepMsOf({ resolution, firstPointAt, lastPointAt, pointCount }: WindowSource['metric']): number {
  if (resolution !== null) return resolution.count * (resolution.unit === 'month' ? monthMs : 1);
  if (firstPointAt === null || lastPointAt === null || pointCount < 2) return hourMs;
  return Math.max(1, (lastPointAt.getTime() - firstPointAt.getTime()) / (pointCount - 1));
}

/** How far apart points are that have one missing between them; null where the series has no step. */
export function gapMsOf({ resolution }: Pick<Metric, 'resolution'>): number | null {
  if (resolution === null) return null;
  return 1.5 * resolution.count * (resolution.unit === 'month' ? 31 * 24 * hourMs : 1);
}
