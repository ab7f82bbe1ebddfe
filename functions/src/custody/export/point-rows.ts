import { FieldPath } from 'firebase-admin/firestore';
import type { ExportCursor } from '../../contracts/export.ts';
import type { Metric } from '../../contracts/metric.ts';
import { collection } from '../../firestore/collections.ts';
import type { Ctx } from '../../firestore/context.ts';
import { pointKey } from '../../pipeline/store/layout.ts';
import { readPoints } from '../../pipeline/store/read-points.ts';
import type { ExportRow, ExportSource } from './export-source.ts';
import { chunksPerRead } from './limits.ts';

/** Instants that a chunk can hold: those of Firestore's timestamps. */
const earliestMs = Date.parse('0001-01-01T00:00:00Z');
const latestMs = Date.parse('9999-12-31T00:00:00Z');

/**
 * The points of all series, a row each, oldest first, each instant once, as reading a series gives them. `labels` is JSON.
 * Reads a metric document and some chunks at a time; a long series is continued at the instant it has come to.
 */
export const pointRows: ExportSource = {
  heading: 'metric_id,key,labels,at,value\n',
  count: async () => null,
  async read(ctx, cursor) {
    const found = await metricAt(ctx, cursor);
    if (found === undefined) return { rows: [], next: null };
    const { metricId, metric, from } = found;
    const range = { from, to: latestMs, chunksMax: chunksPerRead };
    const { points, completeTo } = await readPoints(ctx, metricId, range);
    const series = [metricId, metric.key, JSON.stringify(metric.labels)].map(csvField).join(',');
    const rows = points.map(
      ({ at, value }): ExportRow => ({
        text: `${series},${pointKey(at)},${value}\n`,
        next: { path: metricId, from: new Date(at + 1) },
      }),
    );
    return { rows, next: { path: metricId, from: completeTo < latestMs ? new Date(completeTo) : null } };
  },
};

/** The series that the cursor is in the middle of, or the one after it in the order of ids. */
async function metricAt(
  ctx: Ctx,
  cursor: ExportCursor | null,
): Promise<{ metricId: string; metric: Metric; from: number } | undefined> {
  const metrics = collection(ctx.db.firestore, ctx.orgId, 'metrics');
  if (cursor !== null && cursor.from !== null) {
    const metric = (await ctx.db.get(metrics.doc(cursor.path))).data();
    if (metric !== undefined) return { metricId: cursor.path, metric, from: cursor.from.getTime() };
  }
  const ordered = metrics.orderBy(FieldPath.documentId());
  const rest = cursor === null ? ordered : ordered.startAfter(cursor.path);
  const [next] = await ctx.db.query(rest.limit(1));
  return next === undefined ? undefined : { metricId: next.id, metric: next.data(), from: earliestMs };
}

/** RFC 4180: quoted where it has to be. */
const csvField = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
