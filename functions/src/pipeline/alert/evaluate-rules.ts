import { evaluate, type Findings } from '../../alerting/evaluate.ts';
import type { SubjectMetric } from '../../alerting/subject.ts';
import type { Ctx } from '../../firestore/context.ts';
import type { AlertEntry } from './alert-changed.ts';
import { applyChecks } from './apply-checks.ts';
import { loadRules } from './load-rules.ts';

/** One series, and what is newly known of it. */
export interface EvaluateRulesInput extends Findings {
  readonly metricId: string;
  readonly metric: SubjectMetric;
}

/**
 * Evaluates every enabled rule that selects a series against what is newly known of it, and answers the alerts that
 * are open or were just changed. A rule on which the findings do not bear is left as it is.
 *
 * A step of ingestion and forecasting, for whoever may do those: it asks for no permission of its own. Costs 2 reads
 * for each series, and 1 for each rule whose alert does not change.
 */
export async function evaluateRules({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: EvaluateRulesInput;
}): Promise<AlertEntry[]> {
  const answers: AlertEntry[] = [];
  for (const subject of await loadRules(ctx, input)) {
    const checks = evaluate(subject.rule.condition, input, ctx.now);
    answers.push(...(await applyChecks({ ctx, input: { subject, checks } })));
  }
  return answers;
}
