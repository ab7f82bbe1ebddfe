import type { AlertRule } from '../../contracts/alert-rule.ts';
import type { FieldProblem } from '../../contracts/errors.ts';

/** Why a rule cannot be rehearsed: history is that of series, and of forecast jobs there is none to replay. */
export function rehearsalProblems({ condition }: Pick<AlertRule, 'condition'>): FieldProblem[] {
  if (condition.type !== 'forecast-job-failing') return [];
  const detail = 'expected a condition about series: the runs of forecast jobs are not rehearsed';
  return [{ pointer: '/condition/type', detail }];
}
