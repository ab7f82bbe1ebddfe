import { evaluate } from '../../alerting/evaluate.ts';
import type { Findings } from '../../alerting/findings.ts';
import type { SubjectMetric } from '../../alerting/subject.ts';
import type { Ctx } from '../../firestore/context.ts';
import type { AlertEntry } from './alert-changed.ts';
import { applyChecks } from './apply-checks.ts';
import { recordPrediction } from './calibration/record-prediction.ts';
import { loadRules } from './load-rules.ts';
import { type ReadPast, readHistory } from './read-history.ts';

/** One series, and what is newly known of it. */
export interface EvaluateRulesInput extends Omit<Findings, 'history'> {
  readonly metricId: string;
  readonly metric: SubjectMetric;
  /** What was read of the series' past; rules that look back decide nothing without. */
  readonly past?: ReadPast;
}

/**
 * Evaluates every enabled rule that selects a series against what is newly known of it, and answers the alerts that
 * are open or were just changed. A rule on which the findings do not bear is left as it is.
 *
 * A step of ingestion and forecasting, for whoever may do those: it asks for no permission of its own. Costs 2 reads
 * for each series, and 1 for each rule whose alert does not change; and what `readHistory` reads, where rules look back
 * beyond the chunks that hold what is new. A rule on forecasts has its prediction kept, for 1 write (`recordPrediction`).
 */
export async function evaluateRules({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: EvaluateRulesInput;
}): Promise<AlertEntry[]> {
  const answers: AlertEntry[] = [];
  const { past, ...findings } = input;
  const subjects = await loadRules(ctx, input);
  const history = past && (await readHistory(ctx, input.metricId, subjects, findings, past));
  for (const subject of subjects) {
    const checks = evaluate(subject.rule, { ...findings, history }, ctx.now);
    answers.push(...(await applyChecks({ ctx, input: { subject, checks } })));
    const [check] = checks;
    if (check !== undefined && findings.forecast !== undefined) {
      await recordPrediction(ctx, subject, check, findings.forecast.forecast);
    }
  }
  return answers;
}
