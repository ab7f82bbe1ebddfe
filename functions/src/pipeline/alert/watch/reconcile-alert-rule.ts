import { isDeepStrictEqual } from 'node:util';
import { ruleProblems } from '../../../alerting/rule-problems.ts';
import { type AlertRule, alertRuleSchema } from '../../../contracts/alert-rule.ts';
import type { FieldProblem } from '../../../contracts/errors.ts';
import { fieldProblems } from '../../../contracts/validation.ts';
import { collection } from '../../../firestore/collections.ts';
import type { Ctx } from '../../../firestore/context.ts';
import { withDates } from '../../../firestore/converter.ts';
import { collectionPath } from '../../../firestore/paths.ts';
import { dropCalibration } from '../calibration/drop-calibration.ts';
import { watchOf } from './watch-of.ts';

/**
 * Brings what goes with a rule into line with it, however it was written: its watch, where it is about silence, and in
 * `status.problems` what is wrong with it, where a person looks. Of a rule that is gone it takes away what is left. Two
 * reads; writes only what differs, so that its own write of `status` finds nothing to do.
 */
export async function reconcileAlertRule({
  ctx,
  input: { ruleId },
}: {
  ctx: Ctx;
  input: { ruleId: string };
}): Promise<void> {
  const { firestore } = ctx.db;
  const watches = collection(firestore, ctx.orgId, 'alert_rule_watches');
  // Without its converter: a rule written by hand may have any shape.
  const reference = firestore.collection(collectionPath(ctx.orgId, 'alert_rules')).doc(ruleId);
  const isGone = await ctx.db.transaction(async (transaction) => {
    const stored = withDates((await transaction.get(reference)).data()) as
      | Record<string, unknown>
      | undefined;
    const before = (await transaction.get(watches.doc(ruleId))).data();
    const { rule, problems } = readRule(stored);
    const watch = rule === null ? null : watchOf({ ...ctx, ruleId }, rule, before);
    if (watch === null) {
      if (before !== undefined) transaction.delete(watches.doc(ruleId));
    } else if (watch !== before) transaction.set(watches.doc(ruleId), watch);
    if (stored === undefined) return true;
    if (!isDeepStrictEqual(problems, told(stored.status))) {
      const status = problems.length === 0 ? null : { problems, checkedAt: ctx.now };
      transaction.update(reference, { status });
    }
    return false;
  });
  if (isGone) await dropCalibration(ctx, ruleId);
}

/** A rule that can be evaluated, and what is wrong with it. One that is not consistent can be: it is told, and goes on. */
function readRule(stored: Record<string, unknown> | undefined): {
  readonly rule: AlertRule | null;
  readonly problems: readonly FieldProblem[];
} {
  if (stored === undefined) return { rule: null, problems: [] };
  const { status: _, ...written } = stored;
  const parsed = alertRuleSchema.safeParse(written);
  if (!parsed.success) return { rule: null, problems: fieldProblems(parsed.error) };
  return { rule: parsed.data, problems: ruleProblems(parsed.data) };
}

function told(status: unknown): readonly unknown[] {
  if (typeof status !== 'object' || status === null || !('problems' in status)) return [];
  return Array.isArray(status.problems) ? status.problems : [];
}
