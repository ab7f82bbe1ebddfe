import type { AlertRule } from '../contracts/alert-rule.ts';
import type { FieldProblem } from '../contracts/errors.ts';

type Asked = Pick<AlertRule, 'condition' | 'forSeconds' | 'recovery' | 'noData'>;

/**
 * What is wrong with a rule that the schema cannot say, because it takes two fields: a recovery threshold is for
 * thresholds on observed values, and lies on the side where the condition does not hold; absence says itself for how
 * long, and is itself about there being no data.
 */
export function ruleProblems(rule: Asked): FieldProblem[] {
  return [...recoveryProblems(rule), ...absenceProblems(rule)];
}

function recoveryProblems({ condition, recovery }: Asked): FieldProblem[] {
  if (recovery?.threshold === undefined) return [];
  const pointer = '/recovery/threshold';
  if (condition.type !== 'threshold') {
    const detail = `expected none: a condition of type ${condition.type} has no recovery threshold`;
    return [{ pointer, detail }];
  }
  const above = condition.operator === '>' || condition.operator === '>=';
  const beyond = above
    ? recovery.threshold <= condition.threshold
    : recovery.threshold >= condition.threshold;
  if (beyond) return [];
  const side = above ? 'at most' : 'at least';
  return [{ pointer, detail: `expected ${side} the threshold of the condition, ${condition.threshold}` }];
}

function absenceProblems({ condition, forSeconds, noData }: Asked): FieldProblem[] {
  if (condition.type !== 'absence') return [];
  const problems: FieldProblem[] = [];
  if (forSeconds !== 0) {
    problems.push({
      pointer: '/forSeconds',
      detail: 'expected 0: "afterSeconds" of the condition says for how long',
    });
  }
  if (noData !== null) {
    problems.push({
      pointer: '/noData',
      detail: 'expected null: the condition itself is that nothing comes',
    });
  }
  return problems;
}
