import { summariseCalibration } from '../../../alerting/calibration/summarise-calibration.ts';
import type { CalibrationResponse } from '../../../contracts/calibration.ts';
import { calibrationCollection } from '../../../firestore/collections.ts';
import type { Ctx } from '../../../firestore/context.ts';
import { getAlertRule } from '../get-alert-rule.ts';
import { conditionKey } from './condition-key.ts';

/** Series whose predictions are added up: one read each. */
const seriesMax = 1_000;

/** How the predictions of a rule came out, over all its series, under the condition that it has now. */
export async function getCalibration({
  ctx,
  input: { ruleId },
}: {
  ctx: Ctx;
  input: { ruleId: string };
}): Promise<CalibrationResponse> {
  const { condition } = await getAlertRule({ ctx, input: { ruleId } });
  const found = await ctx.db.query(
    calibrationCollection(ctx.db.firestore, ctx.orgId, ruleId)
      .where('conditionKey', '==', conditionKey(condition))
      .limit(seriesMax + 1),
  );
  const kept = found.slice(0, seriesMax).map((one) => one.data());
  return { ruleId, ...summariseCalibration(condition, kept), complete: found.length <= seriesMax };
}
