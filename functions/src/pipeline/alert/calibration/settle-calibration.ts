import { settlePredictions } from '../../../alerting/calibration/settle-predictions.ts';
import type { ForecastBreachCondition } from '../../../alerting/evaluate-forecast-breach.ts';
import { calibrationCollection } from '../../../firestore/collections.ts';
import type { Ctx } from '../../../firestore/context.ts';
import { readPoints } from '../../store/read-points.ts';
import { calibrationIdOf } from './condition-key.ts';

/** Chunks that are read to settle predictions; those that take more are settled later, the oldest first. */
export const settleChunksMax = 8;

/**
 * Holds the predictions of a rule on a series against what was observed since, where their window is over. One read where
 * none is; else one for each chunk, at most eight, and one more and one write.
 *
 * @param input.now the newest instant that the series is known to have come to
 */
export async function settleCalibration(
  ctx: Ctx,
  {
    ruleId,
    metricId,
    condition,
    now,
  }: {
    readonly ruleId: string;
    readonly metricId: string;
    readonly condition: ForecastBreachCondition;
    readonly now: Date;
  },
): Promise<void> {
  const reference = calibrationCollection(ctx.db.firestore, ctx.orgId, ruleId).doc(
    calibrationIdOf(condition, metricId),
  );
  const kept = (await ctx.db.get(reference)).data();
  const over = Object.values(kept?.pending ?? {}).filter(({ until }) => until <= now);
  if (over.length === 0) return;
  const from = Math.min(...over.map(({ origin }) => origin.getTime())) + 1;
  const to = Math.max(...over.map(({ until }) => until.getTime())) + 1;
  const { points, completeTo } = await readPoints(ctx, metricId, { from, to, chunksMax: settleChunksMax });
  const observed = { points, observedTo: completeTo };
  await ctx.db.transaction(async (transaction) => {
    const before = (await transaction.get(reference)).data();
    if (before === undefined) return;
    // Predictions that came meanwhile and are over reach back no farther: they are later.
    transaction.set(reference, {
      ...settlePredictions(before, condition, observed, now.getTime()),
      updatedAt: ctx.now,
    });
  });
}
