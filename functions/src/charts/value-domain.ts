import type { SeriesChart } from './series-chart.ts';

/** How far intervals may stretch the axis beyond what the series and its mean span, and thresholds, in such spans. */
const bandShare = 1;
const thresholdShare = 3;

/** Nothing is drawn beyond: sums and differences of what is left are finite. */
export const extreme = 1e300;

/**
 * The range of the value axis: all of history, mean and anomalies, padded by a twentieth; intervals and thresholds where
 * they do not flatten that (what goes beyond is cut off at the edge, or named there). Never empty, and not below zero for
 * values that are not. Null where there is nothing to scale by.
 */
export function valueDomain(chart: SeriesChart): readonly [number, number] | null {
  const { history, forecast, anomalies, thresholds } = chart;
  const essential = extent([
    ...[...history, ...(forecast?.means ?? []), ...anomalies].map(({ value }) => value),
    ...(history.length === 0 && forecast === null ? thresholds : []),
  ]);
  if (essential === null) return null;
  const span = essential[1] - essential[0] || Math.abs(essential[0]) || 1;
  const bands = (forecast?.bands ?? []).flatMap(({ points }) =>
    points.flatMap((one) => [one.lower, one.upper]),
  );
  const stretched = stretch(essential, bands, span * bandShare);
  const within = thresholds.filter((value) => isNear(value, stretched, span * thresholdShare));
  return padded(stretch(stretched, within, Number.POSITIVE_INFINITY));
}

/** Whether a value lies in a range, or no farther from it than `reach`. */
const isNear = (value: number, [low, high]: readonly [number, number], reach: number): boolean =>
  value >= low - reach && value <= high + reach;

function stretch(
  [low, high]: readonly [number, number],
  values: readonly number[],
  reach: number,
): readonly [number, number] {
  const [least, most] = extent(values) ?? [low, high];
  return [Math.min(low, Math.max(least, low - reach)), Math.max(high, Math.min(most, high + reach))];
}

function padded([low, high]: readonly [number, number]): readonly [number, number] {
  const margin = (high - low) / 20 || Math.abs(low) / 10 || 1;
  return [
    low >= 0 ? Math.max(0, low - margin) : low - margin,
    high <= 0 && low < 0 ? Math.min(0, high + margin) : high + margin,
  ];
}

/** The least and the largest, which spread arguments would not take of long series; null of none. */
function extent(values: readonly number[]): readonly [number, number] | null {
  if (values.length === 0) return null;
  let low = extreme;
  let high = -extreme;
  for (const value of values) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  return [Math.max(low, -extreme), Math.min(high, extreme)];
}
