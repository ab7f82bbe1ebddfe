import type { z } from 'zod';
import type { thresholdConditionSchema } from '../contracts/alert-rule.ts';
import type { Check } from './check.ts';
import { formatNumber } from './format.ts';

/** A condition on observed values. */
export type ThresholdCondition = z.infer<typeof thresholdConditionSchema>;

/** Operators in words, as they follow "is" or "is not". */
export const operatorWords: Record<ThresholdCondition['operator'], string> = {
  '>': 'above',
  '>=': 'at or above',
  '<': 'below',
  '<=': 'at or below',
};

/** One check for each observation, oldest first; a value that is not finite is `undecided`. */
export function evaluateThreshold(
  condition: ThresholdCondition,
  observations: readonly { readonly at: Date; readonly value: number }[],
): readonly Check[] {
  return observations
    .toSorted((a, b) => a.at.getTime() - b.at.getTime())
    .map(({ at, value }) => checkValue(condition, at, value));
}

function checkValue(condition: ThresholdCondition, at: Date, value: number): Check {
  if (!Number.isFinite(value)) {
    return { verdict: 'undecided', at, value: null, reason: `the value is ${value}, which is not a number` };
  }
  const breached = holds(condition, value);
  const is = breached ? 'is' : 'is not';
  const reason = `${formatNumber(value)} ${is} ${operatorWords[condition.operator]} ${formatNumber(condition.threshold)}`;
  return { verdict: breached ? 'breached' : 'clear', at, value, reason };
}

function holds({ operator, threshold }: ThresholdCondition, value: number): boolean {
  switch (operator) {
    case '>':
      return value > threshold;
    case '>=':
      return value >= threshold;
    case '<':
      return value < threshold;
    case '<=':
      return value <= threshold;
  }
}
