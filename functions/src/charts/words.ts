import { Temporal } from 'temporal-polyfill';
import { formatValue } from './format-value.ts';
import { momentLabel, shortMomentLabel } from './label-tick.ts';
import type { ChartCrossing, SeriesChart } from './series-chart.ts';
import { splitAtGaps } from './split-at-gaps.ts';

const local = (at: number, timeZone: string): Temporal.ZonedDateTime =>
  Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone);

/** `airport=ATL · in flights · time in Europe/Vienna`, with the note on the chart, if there is one, first. */
export function subtitleOf({ labels, unit, timeZone, note }: SeriesChart): string {
  const named = Object.entries(labels)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${name}=${value}`)
    .join(', ');
  return [
    ...(note === null ? [] : [note]),
    ...(named === '' ? [] : [named]),
    ...(unit === null || unit === '' ? [] : [`in ${unit}`]),
    `time in ${timeZone}`,
  ].join(' · ');
}

/** `expected crossing 21 Nov 09:00 (80 %: 07:00 to 11:00, p = 0.93)`. */
export function crossingWords(
  { at, earliest, latest, probability }: ChartCrossing,
  timeZone: string,
): string {
  const range =
    earliest === null || latest === null
      ? ''
      : `80 %: ${shortMomentLabel(local(earliest, timeZone))} to ${shortMomentLabel(local(latest, timeZone))}, `;
  return `expected crossing ${shortMomentLabel(local(at, timeZone))} (${range}p = ${formatValue(Math.round(probability * 100) / 100)})`;
}

/** The chart in sentences, for those who do not see it. */
export function describeChart(chart: SeriesChart): string {
  const { from, to, timeZone, history, gapMs, forecast, thresholds, crossing, anomalies } = chart;
  const moment = (at: number): string => momentLabel(local(at, timeZone));
  const { gaps } = splitAtGaps(history, gapMs);
  const last = history.at(-1);
  const lastMean = forecast?.means.at(-1);
  return [
    `${chart.title}; ${subtitleOf(chart)}. From ${moment(from)} to ${moment(to)}.`,
    ...(last === undefined
      ? ['No points were observed.']
      : [`Observed: ${history.length} points, the last ${formatValue(last.value)} at ${moment(last.at)}.`]),
    ...(gaps.length === 0
      ? []
      : [`Data is missing in ${gaps.length === 1 ? 'one span' : `${gaps.length} spans`}.`]),
    ...(lastMean === undefined
      ? []
      : [
          `Forecast: ${formatValue(lastMean.value)} on average at ${moment(lastMean.at)}${lastBands(chart)}.`,
        ]),
    ...thresholds.map((value) => `Threshold ${formatValue(value)}.`),
    ...(crossing === null ? [] : [`${crossingWords(crossing, timeZone)}.`]),
    ...anomalies
      .slice(0, 5)
      .map(({ severity, value, at }) => `${severity} anomaly: ${formatValue(value)} at ${moment(at)}.`),
    ...(anomalies.length > 5 ? [`${anomalies.length - 5} further anomalies.`] : []),
  ].join(' ');
}

function lastBands({ forecast }: SeriesChart): string {
  return (forecast?.bands ?? [])
    .flatMap(({ level, points }) => {
      const step = points.at(-1);
      return step === undefined
        ? []
        : [`, ${formatValue(step.lower)} to ${formatValue(step.upper)} with ${formatValue(level)} %`];
    })
    .join('');
}
