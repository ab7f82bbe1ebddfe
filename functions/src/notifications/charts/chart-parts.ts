import type { ChartAnomaly, ChartCrossing, ChartForecast } from '../../charts/series-chart.ts';
import type { Alert } from '../../contracts/alert.ts';
import type { Anomaly } from '../../contracts/anomaly.ts';
import type { Forecast } from '../../contracts/forecast.ts';
import type { ChartWindow } from './chart-window.ts';

/** The part of a forecast that lies in the window, with the intervals of the levels asked for; null where none does. */
export function forecastPart(
  { points }: Pick<Forecast, 'points'>,
  { from, to }: ChartWindow,
  levels: readonly number[] | undefined,
): ChartForecast | null {
  const steps = points.filter(({ at }) => at.getTime() >= from && at.getTime() < to);
  const [first] = steps;
  if (first === undefined) return null;
  const drawn = first.intervals
    .map(({ level }) => level)
    .filter((level) => levels === undefined || levels.includes(level));
  return {
    means: steps.map(({ at, mean }) => ({ at: at.getTime(), value: mean })),
    bands: drawn.map((level) => ({
      level,
      points: steps.flatMap(({ at, intervals }) => {
        const interval = intervals.find((one) => one.level === level);
        return interval === undefined
          ? []
          : [{ at: at.getTime(), lower: interval.lower, upper: interval.upper }];
      }),
    })),
  };
}

/** Marks of the anomalies whose peak lies in the window. */
export function anomalyParts(anomalies: readonly Anomaly[], { from, to }: ChartWindow): ChartAnomaly[] {
  return anomalies
    .map(({ peakAt, value, severity }) => ({ at: peakAt.getTime(), value, severity }))
    .filter(({ at }) => at >= from && at < to);
}

/**
 * The crossing to show: the alert's, or what the forecast says of the first of the thresholds that it was asked about and
 * more probably crosses than not.
 */
export function crossingPart(
  alert: Pick<Alert, 'crossing' | 'threshold'> | null,
  forecast: Pick<Forecast, 'crossings'> | null,
  thresholds: readonly number[],
): ChartCrossing | null {
  if (alert !== null) return asPart(alert.crossing, alert.threshold);
  const probable = (forecast?.crossings ?? []).filter(({ probability }) => probability >= 0.5);
  const [found] = thresholds.flatMap((value) => probable.filter(({ threshold }) => threshold === value));
  return found === undefined ? null : asPart(found, found.threshold);
}

function asPart(
  crossing: Pick<NonNullable<Alert['crossing']>, 'at' | 'earliest' | 'latest' | 'probability'> | null,
  threshold: number | null,
): ChartCrossing | null {
  if (crossing === null || crossing.at === null) return null;
  const { at, earliest, latest, probability } = crossing;
  return {
    at: at.getTime(),
    earliest: earliest?.getTime() ?? null,
    latest: latest?.getTime() ?? null,
    probability,
    threshold,
  };
}
