import type { AlertWindow, WindowAggregate } from '../contracts/alert-condition.ts';
import { formatDuration } from './format.ts';
import { firstAfter, isCovered, type ObservedHistory } from './observed-history.ts';

/** What a window comes to, or why it comes to nothing. */
export type WindowValue =
  | { readonly value: number; readonly points: number }
  | { readonly undecided: string };

/**
 * The aggregate over `(end − seconds, end]` for each end, in their order; ends ascend.
 *
 * The window is open to the left, as range selectors are since Prometheus 3: an hourly series has 24 points in 24 hours,
 * not 25. The sum is taken anew for each window, oldest point first, so that a window has the same value however the
 * points came. Percentiles interpolate linearly between order statistics (type 7 of Hyndman and Fan, as PromQL's
 * `quantile_over_time`); their order is kept from window to window.
 */
export function windowValues(
  history: ObservedHistory,
  { seconds, aggregate, minimumPoints }: AlertWindow,
  ends: readonly number[],
): readonly WindowValue[] {
  const { points } = history;
  const sorted: number[] = [];
  const isSorted = aggregate in ranks;
  let [from, to] = [0, 0];
  return ends.map((end) => {
    const start = end - seconds * 1_000;
    const [nextFrom, nextTo] = [firstAfter(points, start), firstAfter(points, end)];
    if (isSorted) {
      for (let i = Math.max(to, nextFrom); i < nextTo; i += 1) insert(sorted, points[i]?.value ?? Number.NaN);
      for (let i = from; i < Math.min(nextFrom, to); i += 1) remove(sorted, points[i]?.value ?? Number.NaN);
    }
    [from, to] = [nextFrom, nextTo];
    if (!isCovered(history, start, end)) {
      return {
        undecided: `the window of ${formatDuration(seconds)} reaches farther back than is read at once`,
      };
    }
    const count = to - from;
    if (count < minimumPoints) {
      return {
        undecided: `the window of ${formatDuration(seconds)} holds ${count} of the ${minimumPoints} points that it needs`,
      };
    }
    const values = isSorted ? sorted : points.slice(from, to).map(({ value }) => value);
    const value = aggregateOf(aggregate, values);
    return Number.isFinite(value)
      ? { value, points: count }
      : { undecided: `the window of ${formatDuration(seconds)} holds a value that is not a number` };
  });
}

const aggregateWords: Readonly<Record<WindowAggregate, string>> = {
  average: 'average',
  minimum: 'minimum',
  maximum: 'maximum',
  sum: 'sum',
  count: 'number of points',
  last: 'last value',
  p50: 'median',
  p90: '90th percentile',
  p95: '95th percentile',
  p99: '99th percentile',
};

/** `average over 1 h`. */
export const describeWindow = ({ aggregate, seconds }: Pick<AlertWindow, 'aggregate' | 'seconds'>): string =>
  `${aggregateWords[aggregate]} over ${formatDuration(seconds)}`;

const ranks: Partial<Record<WindowAggregate, number>> = { p50: 0.5, p90: 0.9, p95: 0.95, p99: 0.99 };

/** NaN for no values, and where one of them is not a number. `values` ascend for percentiles. */
function aggregateOf(aggregate: WindowAggregate, values: readonly number[]): number {
  switch (aggregate) {
    case 'average':
      return sum(values) / values.length;
    case 'sum':
      return sum(values);
    case 'count':
      return values.length;
    case 'minimum':
      return values.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY);
    case 'maximum':
      return values.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY);
    case 'last':
      return values.at(-1) ?? Number.NaN;
    case 'p50':
    case 'p90':
    case 'p95':
    case 'p99':
      return percentile(values, ranks[aggregate] ?? Number.NaN);
  }
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

function percentile(ascending: readonly number[], probability: number): number {
  const place = probability * (ascending.length - 1);
  const below = ascending[Math.floor(place)] ?? Number.NaN;
  const above = ascending[Math.ceil(place)] ?? Number.NaN;
  return below + (above - below) * (place - Math.floor(place));
}

function placeOf(ascending: readonly number[], value: number): number {
  let [low, high] = [0, ascending.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ascending[middle] ?? 0) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

const insert = (ascending: number[], value: number) => ascending.splice(placeOf(ascending, value), 0, value);
const remove = (ascending: number[], value: number) => ascending.splice(placeOf(ascending, value), 1);
