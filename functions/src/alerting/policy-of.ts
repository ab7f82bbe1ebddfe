import type { AlertRule } from '../contracts/alert-rule.ts';
import type { Policy } from './lifecycle.ts';

/**
 * Data older than this neither opens an episode nor makes one fire. Who loads last year's data must not be paged about
 * last year; a day leaves room for sources that deliver once a day.
 */
export const freshForMs = 24 * 3_600_000;

/** What a rule asks of the lifecycle. Recovery is for observed values only. */
export function policyOf({ condition, forSeconds, recovery }: AlertRule, now: Date): Policy {
  const freshFrom = new Date(now.getTime() - freshForMs);
  if (condition.type !== 'threshold' || recovery === null) return { forSeconds, recovery: null, freshFrom };
  const side = condition.operator === '>' || condition.operator === '>=' ? 'below' : 'above';
  return { forSeconds, recovery: { threshold: recovery.threshold, side }, freshFrom };
}
