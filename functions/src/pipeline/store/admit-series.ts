import type { Ctx } from '../../firestore/context.ts';
import type { SeriesBatch } from '../normalise/batch.ts';
import { type LabelValues, labelsByValues } from './exploding-label.ts';
import type { SeriesCounts } from './series-counts.ts';

/** A new series that there is no room for. */
export interface RefusedSeries {
  readonly reason: 'SERIES_LIMIT_REACHED' | 'CARDINALITY_LIMIT_REACHED';
  readonly detail: string;
  readonly extensions: Readonly<Record<string, unknown>>;
}

export interface AdmittedSeries {
  readonly admitted: readonly SeriesBatch[];
  /** By metric id. */
  readonly refused: ReadonlyMap<string, RefusedSeries>;
}

/**
 * Which of the new series of a batch may be made: each metric key has room for so many, and the organization for so many in
 * all and within an hour. Series that are there are not asked about. Those that are admitted are taken; give them back where
 * they are not made. `batch` is all of it, to say which label makes so many.
 */
export async function admitSeries(
  ctx: Ctx,
  { missing, batch }: { readonly missing: readonly SeriesBatch[]; readonly batch: readonly SeriesBatch[] },
  counts: SeriesCounts,
): Promise<AdmittedSeries> {
  const { usage } = ctx;
  if (usage === undefined) return { admitted: missing, refused: new Map() };
  const refused = new Map<string, RefusedSeries>();
  const fitting: SeriesBatch[] = [];
  for (const [key, series] of Map.groupBy(missing, (one) => one.key)) {
    const room = await roomOfKey(ctx, key, series.length, counts);
    fitting.push(...series.slice(0, room.series));
    const refusal = () =>
      tooManyOfKey(key, room.limit, labelsByValues(batch.filter((one) => one.key === key)));
    refuse(refused, series.slice(room.series), refusal);
  }
  const { granted, limit } = await usage.takeSeries(fitting.length);
  const admitted = fitting.slice(0, granted);
  for (const { key } of admitted) counts.add(key, 1);
  if (limit !== null) {
    const { limits } = await usage.limits();
    refuse(refused, fitting.slice(granted), () => tooManyOfAll(limit, limits[limit], labelsByValues(batch)));
  }
  return { admitted, refused };
}

function refuse(
  refused: Map<string, RefusedSeries>,
  series: readonly SeriesBatch[],
  build: () => RefusedSeries,
): void {
  if (series.length === 0) return;
  const refusal = build();
  for (const { metricId } of series) refused.set(metricId, refusal);
}

/** An organization with fewer series than a key may have need not be counted by key. */
async function roomOfKey({ usage, ...ctx }: Ctx, key: string, asked: number, counts: SeriesCounts) {
  const limit = (await usage?.limits())?.limits.seriesPerMetric ?? Number.POSITIVE_INFINITY;
  const all = (await usage?.series()) ?? 0;
  if (all + asked <= limit) return { series: asked, limit };
  return { series: Math.min(asked, Math.max(0, limit - (await counts.of(ctx, key)))), limit };
}

function tooManyOfKey(key: string, limit: number, labels: readonly LabelValues[]): RefusedSeries {
  return {
    reason: 'CARDINALITY_LIMIT_REACHED',
    detail: `the metric ${JSON.stringify(key)} has ${limit} series, as many as the plan allows${suspects(labels)}`,
    extensions: { limit, metric: key, ...culprit(labels) },
  };
}

function tooManyOfAll(
  limit: 'series' | 'newSeriesPerHour',
  value: number,
  labels: readonly LabelValues[],
): RefusedSeries {
  const what =
    limit === 'series'
      ? `the organization has ${value} series, as many as its plan allows`
      : `more than ${value} series would be new within an hour`;
  return {
    reason: 'SERIES_LIMIT_REACHED',
    detail: `${what}${suspects(labels)}`,
    extensions: { limit, value, ...culprit(labels) },
  };
}

const labelsSaid = 3;

function suspects(labels: readonly LabelValues[]): string {
  const [first] = labels;
  if (first === undefined || first.values < 2) return '';
  const others = labels.slice(1, labelsSaid).map(({ label, values }) => `${label} ${values}`);
  return `: the label ${JSON.stringify(first.label)} has ${first.values} values in this batch${others.length > 0 ? ` (${others.join(', ')})` : ''}`;
}

function culprit([first]: readonly LabelValues[]): object {
  return first === undefined || first.values < 2 ? {} : { label: first.label, labelValues: first.values };
}
