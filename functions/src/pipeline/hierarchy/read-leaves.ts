import { createHash } from 'node:crypto';
import { parseResolutionName } from '../../contracts/forecast-resolution.ts';
import type { Metric } from '../../contracts/metric.ts';
import { collection } from '../../firestore/collections.ts';
import type { Ctx } from '../../firestore/context.ts';
import { Database } from '../../firestore/database.ts';
import { inputHash } from '../forecast/input-hash.ts';
import { readHistory } from '../forecast/read-history.ts';
import type { StoredPoint } from '../store/read-points.ts';
import { inGroups } from './in-groups.ts';

/** A series that takes part, and what was read of it. */
export interface Leaf {
  readonly metricId: string;
  readonly metric: Metric;
  readonly points: readonly StoredPoint[];
  readonly inputHash: string;
  /** Documents read for it, its metric included. */
  readonly documentReads: number;
}

/** Fewest newest points read of a leaf: what models of a day and a week look at. */
const shareMin = 1_500;

/** The order in which people look for series: by their labels. */
export const byLabels = (a: { readonly metric: Metric }, b: { readonly metric: Metric }): number => {
  const [left, right] = [a, b].map(({ metric }) => JSON.stringify(Object.entries(metric.labels).sort()));
  return (left ?? '') < (right ?? '') ? -1 : 1;
};

/** The metric documents of ids, ordered by their labels, without those that are gone. One read each. */
export async function loadLeaves(
  ctx: Ctx,
  metricIds: readonly string[],
): Promise<{ metricId: string; metric: Metric }[]> {
  const metrics = collection(ctx.db.firestore, ctx.orgId, 'metrics');
  const found = await ctx.db.getAll(metricIds.map((metricId) => metrics.doc(metricId)));
  return found
    .flatMap((snapshot) => {
      const metric = snapshot.data();
      return metric === undefined ? [] : [{ metricId: snapshot.id, metric }];
    })
    .sort(byLabels);
}

/** The newest points of every leaf, together no more than about `pointsMax`: many leaves get shorter histories. */
export async function readLeaves(
  ctx: Ctx,
  leaves: readonly { readonly metricId: string; readonly metric: Metric }[],
  { pointsMax, resolution }: { readonly pointsMax: number; readonly resolution?: string | undefined },
): Promise<Leaf[]> {
  const share = Math.max(shareMin, Math.floor(pointsMax / leaves.length));
  const wanted = resolution === undefined ? undefined : parseResolutionName(resolution);
  return inGroups(leaves, async ({ metricId, metric }) => {
    const counted = { ...ctx, db: new Database(ctx.db.firestore) };
    const points = await readHistory(counted, metricId, metric, wanted, share);
    const { reads } = counted.db.meter;
    ctx.db.meter.countReads(reads);
    return { metricId, metric, points, inputHash: inputHash(points), documentReads: reads + 1 };
  });
}

/** The same for the same series with the same input, in any order. */
export function combinedHash(leaves: readonly Pick<Leaf, 'metricId' | 'inputHash'>[]): string {
  const parts = leaves.map(({ metricId, inputHash: hash }) => `${metricId} ${hash}`).sort();
  return createHash('sha256').update(parts.join('\n')).digest('hex');
}
