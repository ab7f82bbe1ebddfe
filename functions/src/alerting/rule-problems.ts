import type { AlertRule } from '../contracts/alert-rule.ts';
import type { FieldProblem } from '../contracts/errors.ts';

type Asked = Pick<AlertRule, 'selector' | 'condition' | 'forSeconds' | 'recovery' | 'noData'>;

/**
 * What is wrong with a rule that the schema cannot say, because it takes two fields: a recovery threshold is for
 * thresholds on observed values, and lies on the side where the condition does not hold; absence says itself for how
 * long, and is itself about there being no data; a failing job is of a job, fires with the failure that completes the row and
 * ends with the next run that is completed.
 */
export function ruleProblems(rule: Asked): FieldProblem[] {
  return rule.condition.type === 'forecast-job-failing'
    ? jobProblems(rule)
    : [...selectorProblems(rule), ...recoveryProblems(rule), ...absenceProblems(rule)];
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

function selectorProblems({ selector, condition }: Asked): FieldProblem[] {
  if (!('forecastJob' in selector)) return [];
  const detail = `expected series ("metricId" or "metric"): a condition of type ${condition.type} is not about forecast jobs`;
  return [{ pointer: '/selector/forecastJob', detail }];
}

function jobProblems({ selector, forSeconds, recovery, noData }: Asked): FieldProblem[] {
  const detail = 'expected "forecastJob": the condition is about forecast jobs';
  const wrong: (FieldProblem | null)[] = [
    'forecastJob' in selector ? null : { pointer: '/selector', detail },
    forSeconds === 0
      ? null
      : { pointer: '/forSeconds', detail: 'expected 0: "failures" of the condition says after how many' },
    recovery === null
      ? null
      : { pointer: '/recovery', detail: 'expected null: the next run that is completed ends the alert' },
    noData === null ? null : { pointer: '/noData', detail: 'expected null: the condition needs no data' },
  ];
  return wrong.filter((one) => one !== null);
}
