import type { Anomaly } from '../../../contracts/anomaly.ts';
import { collection } from '../../../firestore/collections.ts';
import type { Ctx } from '../../../firestore/context.ts';

/** Half-open range of instants, ms UTC. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

export const isWithin = (at: number, { from, to }: Span): boolean => at >= from && at < to;

const updatesPerCommit = 400;

/**
 * The anomalies of a series that start within the span, by id. One read for each, at least one; none for an empty span.
 * Query: `metricId ==`, `startAt >=`, `startAt <`, by `startAt` descending.
 */
export async function knownAnomalies(
  ctx: Ctx,
  metricId: string,
  { from, to }: Span,
): Promise<ReadonlyMap<string, Anomaly>> {
  if (from >= to) return new Map();
  const found = await ctx.db.query(
    collection(ctx.db.firestore, ctx.orgId, 'anomalies')
      .where('metricId', '==', metricId)
      .where('startAt', '>=', new Date(from))
      .where('startAt', '<', new Date(to))
      .orderBy('startAt', 'desc'),
  );
  return new Map(found.map((snapshot) => [snapshot.id, snapshot.data()]));
}

/** Those that a run which saw all of the span should have found: nobody labelled them, nor gave them up before. */
export function lostAnomalies(
  known: ReadonlyMap<string, Anomaly>,
  foundAgain: ReadonlySet<string>,
): readonly string[] {
  return [...known]
    .filter(([id, { label, supersededAt }]) => label === null && supersededAt === null && !foundAgain.has(id))
    .map(([id]) => id);
}

/** Marks anomalies as not found again. One write for each. */
export async function supersedeAnomalies(ctx: Ctx, anomalyIds: readonly string[]): Promise<void> {
  const anomalies = collection(ctx.db.firestore, ctx.orgId, 'anomalies');
  for (let start = 0; start < anomalyIds.length; start += updatesPerCommit) {
    await ctx.db.commit((writer) => {
      for (const id of anomalyIds.slice(start, start + updatesPerCommit))
        writer.update(anomalies.doc(id), { supersededAt: ctx.now });
    });
  }
}
