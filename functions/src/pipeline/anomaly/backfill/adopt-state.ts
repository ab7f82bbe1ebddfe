import type { DocumentSnapshot } from 'firebase-admin/firestore';
import type { AnalysisState } from '../../../contracts/anomaly.ts';
import type { BackfillProgress } from '../../../contracts/anomaly-backfill.ts';
import { analysisDocument, collection } from '../../../firestore/collections.ts';
import type { Ctx } from '../../../firestore/context.ts';
import { isFirestoreError } from '../../../firestore/status.ts';

/**
 * Makes the state in which a backfill left the detector the one that goes on with what comes in, for it has seen all of
 * the history. Not where an analysis has seen later points (`behind`), or moves on at the same moment (`overtaken`): the
 * caller catches up. One read, two writes.
 */
export async function adoptState(
  ctx: Ctx,
  progress: BackfillProgress,
): Promise<'adopted' | 'behind' | 'overtaken'> {
  const { metricId, analysis } = progress;
  if (analysis === null) return 'adopted';
  const snapshot: DocumentSnapshot<AnalysisState> = await ctx.db.get(
    analysisDocument(ctx.db.firestore, ctx.orgId, metricId),
  );
  const live = snapshot.data();
  if (live !== undefined && live.processedThrough > analysis.processedThrough) return 'behind';
  const pointsByChunk = { ...analysis.pointsByChunk, ...live?.pointsByChunk };
  const state = { ...analysis, pointsByChunk, updatedAt: ctx.now };
  try {
    await ctx.db.commit((writer) => {
      if (snapshot.updateTime === undefined) writer.create(snapshot.ref, state);
      else writer.update(snapshot.ref, { ...state }, { lastUpdateTime: snapshot.updateTime });
      writer.update(collection(ctx.db.firestore, ctx.orgId, 'metrics').doc(metricId), {
        'detection.status': progress.watching ? 'watching' : 'warming-up',
        'detection.processedThrough': analysis.processedThrough,
        'detection.anomalies': progress.episodes,
        'detection.lastAnomalyAt': progress.lastEpisodeAt,
        updatedAt: ctx.now,
      });
    });
    return 'adopted';
  } catch (error) {
    if (isFirestoreError(error, 'failedPrecondition', 'alreadyExists')) return 'overtaken';
    throw error;
  }
}
