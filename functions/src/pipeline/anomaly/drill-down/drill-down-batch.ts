import { type DrillDownFields, noDrillDown } from '../../../contracts/contribution.ts';
import type { Episode } from '../../../detection/index.ts';
import { collection } from '../../../firestore/collections.ts';
import type { Ctx } from '../../../firestore/context.ts';
import type { BatchDetection } from '../detect-batch.ts';
import { anomalyIdOf } from '../episode-documents.ts';
import type { Subject } from './drill-down-episode.ts';
import { drillDownEpisodes, worthDrilling } from './drill-down-episodes.ts';

const failed = 'which other series moved could not be looked up';

/**
 * Which label values moved, for the episodes of one batch that began in it or ended in it, by start: so each is looked
 * into at most twice, whatever the number of batches that it lasts. For one that goes on it is what stands on its
 * document: one read.
 *
 * What fails is left out and said, in the log and on a new anomaly: the anomaly itself must not be lost with it. Without
 * labels, and without episodes, nothing is read.
 */
export async function drillDownBatch(
  ctx: Ctx,
  subject: Subject,
  batch: Pick<BatchDetection, 'episodes' | 'openSince'> | undefined,
): Promise<ReadonlyMap<number, DrillDownFields>> {
  const found = new Map<number, DrillDownFields>();
  if (batch === undefined || Object.keys(subject.metric.labels).length === 0) return found;
  const episodes = [...batch.episodes.values()];
  const { openSince } = batch;
  const isOngoing = ({ startAt, endAt }: Episode) => endAt === null && startAt === openSince;
  try {
    for (const { startAt } of episodes.filter(isOngoing)) {
      const stored = await storedFields(ctx, anomalyIdOf(subject.metricId, startAt));
      if (stored !== undefined) found.set(startAt, stored);
    }
    const due = episodes.filter(({ startAt }) => !found.has(startAt));
    await drillDownEpisodes(ctx, subject, worthDrilling(due), found);
  } catch (error) {
    const warn = ctx.warn ?? console.warn;
    warn(`contributions to anomalies of ${subject.metricId} in ${ctx.orgId} could not be looked up`, error);
    for (const { startAt, endAt } of worthDrilling(episodes)) {
      if (found.has(startAt) || startAt === openSince) continue;
      const contributionSummary =
        endAt === null ? `${failed}; it is tried again when the anomaly ends` : failed;
      found.set(startAt, { ...noDrillDown, contributionSummary });
    }
  }
  return found;
}

async function storedFields(ctx: Ctx, anomalyId: string): Promise<DrillDownFields | undefined> {
  const anomalies = collection(ctx.db.firestore, ctx.orgId, 'anomalies');
  const stored = (await ctx.db.get(anomalies.doc(anomalyId))).data();
  if (stored === undefined) return undefined;
  const { contributions, contributionSummary, siblings } = stored;
  return { contributions, contributionSummary, siblings };
}
