import { type DrillDownFields, noDrillDown } from '../../../contracts/contribution.ts';
import type { Episode } from '../../../detection/index.ts';
import type { Ctx } from '../../../firestore/context.ts';
import type { Subject } from './drill-down-episode.ts';
import { drillDownEpisodes, worthDrilling } from './drill-down-episodes.ts';

const failed = 'which other series moved could not be looked up';

/**
 * Which label values moved, for the episodes of one batch that began in it or ended in it, by start: so each is looked
 * into at most twice, whatever the number of batches that it lasts. `openSince` is the start of the episode that was
 * open before the batch.
 *
 * What fails is left out and said, in the log and on a new anomaly: the anomaly itself must not be lost with it. Without
 * labels, and without such episodes, nothing is read.
 */
export async function drillDownBatch(
  ctx: Ctx,
  subject: Subject,
  episodes: Iterable<Episode>,
  openSince: number | null,
): Promise<ReadonlyMap<number, DrillDownFields>> {
  const found = new Map<number, DrillDownFields>();
  if (Object.keys(subject.metric.labels).length === 0) return found;
  const due = worthDrilling(
    [...episodes].filter(({ startAt, endAt }) => endAt !== null || startAt !== openSince),
  );
  try {
    await drillDownEpisodes(ctx, subject, due, found);
  } catch (error) {
    const warn = ctx.warn ?? console.warn;
    warn(`contributions to anomalies of ${subject.metricId} in ${ctx.orgId} could not be looked up`, error);
    for (const { startAt, endAt } of due) {
      if (found.has(startAt) || startAt === openSince) continue;
      const contributionSummary =
        endAt === null ? `${failed}; it is tried again when the anomaly ends` : failed;
      found.set(startAt, { ...noDrillDown, contributionSummary });
    }
  }
  return found;
}
