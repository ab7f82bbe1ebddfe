import type { Aggregate } from '../../contracts/metric.ts';
import type { StoredPoint } from './read-points.ts';

export interface Bucket {
  /** Start of the bucket, ms UTC. */
  readonly at: number;
  readonly value: number;
  readonly count: number;
}

const reducers: Readonly<Record<Aggregate, (values: readonly number[]) => number>> = {
  mean: (values) => sum(values) / values.length,
  min: (values) => values.reduce((least, value) => Math.min(least, value)),
  max: (values) => values.reduce((most, value) => Math.max(most, value)),
  sum: (values) => sum(values),
  count: (values) => values.length,
  last: (values) => values.at(-1) ?? Number.NaN,
};

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

/** Points (oldest first) by buckets of `bucketMs`, aligned to the epoch. Empty buckets are left out. */
export function aggregatePoints(
  points: readonly StoredPoint[],
  aggregate: Aggregate,
  bucketMs: number,
): Bucket[] {
  const buckets = new Map<number, number[]>();
  for (const { at, value } of points) {
    const start = Math.floor(at / bucketMs) * bucketMs;
    const bucket = buckets.get(start);
    if (bucket === undefined) buckets.set(start, [value]);
    else bucket.push(value);
  }
  return [...buckets].map(([at, values]) => ({
    at,
    value: reducers[aggregate](values),
    count: values.length,
  }));
}
