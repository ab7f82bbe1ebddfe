import type { z } from 'zod';
import type { changeConditionSchema } from '../contracts/alert-condition.ts';
import { changeEnds } from './change-ends.ts';
import type { Check } from './check.ts';
import type { Findings } from './findings.ts';
import { formatNumber } from './format.ts';
import type { ObservedHistory } from './observed-history.ts';
import { changeReferences } from './same-time-before.ts';
import { describeWindow, type WindowValue, windowValues } from './window-values.ts';

/** A condition on what changed since the same time before. */
export type ChangeCondition = z.infer<typeof changeConditionSchema>;

/**
 * One check for each instant of `windowEnds`: the window that ends there against the one that ended at the same time, by
 * the wall clock, a day or a week before. Percentages are of the absolute value of the reference.
 *
 * `undecided`: either window is short of points or was not read, or a percentage of 0 is asked for.
 */
export function evaluateChange(
  condition: ChangeCondition,
  findings: Findings,
  history: ObservedHistory,
  now: Date,
): readonly Check[] {
  const { ends, references } = changeEnds(condition, findings, now);
  // Around a change of clocks two ends may have their references in the other order, which windows do not take.
  const ascending = [...new Set(references)].sort((a, b) => a - b);
  const before = new Map(
    windowValues(history, condition.window, ascending).map((one, i) => [ascending[i], one]),
  );
  return windowValues(history, condition.window, ends).map((current, i) => {
    const at = new Date(ends[i] ?? 0);
    return checkChange(condition, at, current, before.get(references[i]));
  });
}

function checkChange(
  condition: ChangeCondition,
  at: Date,
  current: WindowValue,
  reference: WindowValue | undefined,
): Check {
  const { words } = changeReferences[condition.against];
  const undecided = (reason: string): Check => ({ verdict: 'undecided', at, value: null, reason });
  if ('undecided' in current) return undecided(current.undecided);
  if (reference === undefined || 'undecided' in reference) {
    return undecided(`${words}: ${reference?.undecided ?? 'nothing is known'}`);
  }
  if (condition.unit === 'percent' && reference.value === 0) {
    return undecided(`${words} it was 0, of which there is no percentage`);
  }
  const difference = current.value - reference.value;
  const change = condition.unit === 'percent' ? (100 * difference) / Math.abs(reference.value) : difference;
  const breached = sizeIn(condition.direction, change) >= condition.by;
  return {
    verdict: breached ? 'breached' : 'clear',
    at,
    value: current.value,
    reason: describe(condition, current.value, reference.value, change),
  };
}

function sizeIn(direction: ChangeCondition['direction'], change: number): number {
  switch (direction) {
    case 'rise':
      return change;
    case 'fall':
      return -change;
    case 'either':
      return Math.abs(change);
  }
}

/** `72 (average over 1 h) is 20 % above the 60 of the same time the week before`. */
function describe(
  { against, unit, window }: ChangeCondition,
  current: number,
  before: number,
  change: number,
) {
  const seen = `${formatNumber(current)} (${describeWindow(window)})`;
  const of = `the ${formatNumber(before)} of ${changeReferences[against].words}`;
  if (change === 0) return `${seen} is ${of}`;
  const size = `${formatNumber(Number(Math.abs(change).toPrecision(3)))}${unit === 'percent' ? ' %' : ''}`;
  return `${seen} is ${size} ${change > 0 ? 'above' : 'below'} ${of}`;
}
