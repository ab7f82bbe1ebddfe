import type { z } from 'zod';
import { DomainError } from '../../contracts/errors.ts';
import type { seriesResponseSchema } from '../../contracts/metric.ts';
import type { SeriesQuery } from '../../contracts/series-query.ts';
import type { Ctx } from '../../firestore/context.ts';
import { requirePermission } from '../../operator/rbac/require-permission.ts';
import { plannedMs } from '../normalise/instant.ts';
import { instantOrThrow } from '../normalise/instant-or-throw.ts';
import { aggregatePoints, type Bucket } from './aggregate.ts';
import { loadMetric } from './get-metric.ts';
import { type PointsRead, readPoints, type StoredPoint } from './read-points.ts';

export type SeriesResponse = z.infer<typeof seriesResponseSchema>;

/** Chunk documents that one page reads at the most. */
const chunksPerPage = 100;

const dayMs = 86_400_000;

/** A page of a series over a range, raw or in buckets. The page token is the instant at which the next page begins. */
export async function readSeries({ ctx, input }: { ctx: Ctx; input: SeriesQuery }): Promise<SeriesResponse> {
  requirePermission(ctx, 'metrics:read');
  const metric = await loadMetric(ctx, input.metricId);
  const from =
    input.from === undefined
      ? (metric.firstPointAt?.getTime() ?? 0)
      : instantOrThrow(input.from, '/from', ctx.now, 'auto', plannedMs);
  const to =
    input.to === undefined
      ? ctx.now.getTime() + 2 * dayMs
      : instantOrThrow(input.to, '/to', ctx.now, 'auto', plannedMs);
  if (from >= to) throw invalid('/to', 'expected an instant after "from"');
  const bucketMs = input.aggregate === undefined ? null : (input.bucketSeconds ?? 3_600) * 1_000;
  const read = await readPoints(ctx, input.metricId, {
    from: startOf(input, from),
    to,
    chunksMax: chunksPerPage,
  });
  const page = bucketMs === null ? rawPage(read, input, to) : bucketPage(read, input, bucketMs, to);
  return {
    metricId: input.metricId,
    key: metric.key,
    labels: metric.labels,
    unit: metric.unit,
    from: new Date(from),
    to: new Date(to),
    aggregate: input.aggregate ?? null,
    bucketSeconds: bucketMs === null ? null : bucketMs / 1_000,
    points: page.points.map(({ at, ...rest }) => ({ at: new Date(at), ...rest })),
    nextPageToken: page.next === null ? null : String(page.next),
  };
}

interface SeriesPage {
  readonly points: readonly (StoredPoint | Bucket)[];
  readonly next: number | null;
}

function rawPage({ points, completeTo }: PointsRead, { pageSize }: SeriesQuery, to: number): SeriesPage {
  const following = points[pageSize]?.at ?? (completeTo < to ? completeTo : null);
  return { points: points.slice(0, pageSize), next: following };
}

/** A bucket that the page's limits cut through belongs to the next page. */
function bucketPage(read: PointsRead, input: SeriesQuery, bucketMs: number, to: number): SeriesPage {
  const complete =
    read.completeTo < to ? Math.floor(read.completeTo / bucketMs) * bucketMs : Number.POSITIVE_INFINITY;
  const buckets = aggregatePoints(read.points, input.aggregate ?? 'mean', bucketMs);
  const whole = buckets.filter(({ at }) => at < complete);
  if (whole.length === 0 && complete !== Number.POSITIVE_INFINITY) {
    throw invalid(
      '/bucketSeconds',
      'expected narrower buckets: one of them spans more documents than a page reads',
    );
  }
  const following = whole[input.pageSize]?.at ?? (complete === Number.POSITIVE_INFINITY ? null : complete);
  return { points: whole.slice(0, input.pageSize), next: following };
}

function startOf({ pageToken }: SeriesQuery, from: number): number {
  if (pageToken === undefined) return from;
  const start = Number(pageToken);
  if (!Number.isSafeInteger(start) || start < from) {
    throw invalid('/pageToken', 'expected the nextPageToken of an earlier answer of this range');
  }
  return start;
}

const invalid = (pointer: string, detail: string): DomainError =>
  new DomainError('invalid-argument', 'VALIDATION_FAILED', `the query is not valid: ${pointer}: ${detail}`, {
    fields: [{ pointer, detail }],
  });
