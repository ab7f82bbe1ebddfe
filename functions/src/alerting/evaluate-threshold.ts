import type { z } from 'zod';
import type { thresholdConditionSchema } from '../contracts/alert-condition.ts';
import type { Check } from './check.ts';
import type { Findings } from './findings.ts';
import { formatNumber } from './format.ts';
import { windowEnds } from './window-ends.ts';
import { describeWindow, windowValues } from './window-values.ts';

/** A condition on observed values. */
export type ThresholdCondition = z.infer<typeof thresholdConditionSchema>;

/** Operators in words, as they follow "is" or "is not". */
export const operatorWords: Record<ThresholdCondition['operator'], string> = {
  '>': 'above',
  '>=': 'at or above',
  '<': 'below',
  '<=': 'at or below',
};

/**
 * One check for each observation, oldest first; a value that is not finite is `undecided`. With a window, one for each
 * instant of `windowEnds`, of the aggregate over the window that ends there; `undecided` where it is short of points or
 * was not read whole.
 */
export function evaluateThreshold(
  condition: ThresholdCondition,
  findings: Findings,
  now: Date,
): readonly Check[] {
  if (condition.window !== undefined) return evaluateWindows(condition, condition.window, findings, now);
  return (findings.observations ?? [])
    .toSorted((a, b) => a.at.getTime() - b.at.getTime())
    .map(({ at, value }) =>
      Number.isFinite(value)
        ? checkValue(condition, at, value, formatNumber(value))
        : { verdict: 'undecided', at, value: null, reason: `the value is ${value}, which is not a number` },
    );
}

function evaluateWindows(
  condition: ThresholdCondition,
  window: NonNullable<ThresholdCondition['window']>,
  findings: Findings,
  now: Date,
): readonly Check[] {
  const { history } = findings;
  if (history === undefined) return [];
  const ends = windowEnds(findings, window.seconds * 1_000, now);
  return windowValues(history, window, ends).map((found, i) => {
    const at = new Date(ends[i] ?? 0);
    if ('undecided' in found) return { verdict: 'undecided', at, value: null, reason: found.undecided };
    return checkValue(condition, at, found.value, `${formatNumber(found.value)} (${describeWindow(window)})`);
  });
}

function checkValue(condition: ThresholdCondition, at: Date, value: number, seen: string): Check {
  const breached = holds(condition, value);
  const is = breached ? 'is' : 'is not';
  const reason = `${seen} ${is} ${operatorWords[condition.operator]} ${formatNumber(condition.threshold)}`;
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
