import { createHash } from 'node:crypto';
import { predictionOf } from '../../../alerting/calibration/prediction-of.ts';
import type { Check } from '../../../alerting/check.ts';
import type { Subject } from '../../../alerting/subject.ts';
import type { Forecast } from '../../../contracts/forecast.ts';
import { calibrationCollection } from '../../../firestore/collections.ts';
import type { Ctx } from '../../../firestore/context.ts';
import { calibrationIdOf, conditionKey } from './condition-key.ts';
import { settleCalibration } from './settle-calibration.ts';

/** One prediction in so many has those settled whose window is over. */
const settleEvery = 4;

/**
 * Keeps what a forecast rule said of a series, to be held against what comes: one write without a read, to a document that
 * no other series writes to, and the same again when it is delivered again. One in four has `settleCalibration` see to the
 * predictions that have had their time.
 */
export async function recordPrediction(
  ctx: Ctx,
  subject: Subject,
  check: Check,
  forecast: Forecast,
): Promise<void> {
  const { ruleId, metricId } = subject;
  const { condition } = subject.rule;
  if (condition.type !== 'forecast-breach') return;
  const made = predictionOf(condition, check, forecast);
  if (made === null) return;
  const { slot, prediction } = made;
  const reference = calibrationCollection(ctx.db.firestore, ctx.orgId, ruleId).doc(
    calibrationIdOf(condition, metricId),
  );
  await ctx.db.commit((writer) =>
    writer.merge(reference, {
      conditionKey: conditionKey(condition),
      metricId,
      pending: { [slot]: prediction },
      updatedAt: ctx.now,
    }),
  );
  if (isChosen(ruleId, metricId, slot)) {
    await settleCalibration(ctx, { ruleId, metricId, condition, now: prediction.origin });
  }
}

/** By a hash, so that series do not all come at once, and a forecast every so often is not never chosen. */
const isChosen = (...parts: readonly string[]): boolean =>
  createHash('sha256').update(JSON.stringify(parts)).digest().readUInt32BE(0) % settleEvery === 0;
