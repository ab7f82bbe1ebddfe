import type { AlertRule } from '../contracts/alert-rule.ts';
import type { Policy } from './lifecycle.ts';

/**
 * Data older than this neither opens an episode nor makes one fire. Who loads last year's data must not be paged about
 * last year; a day leaves room for sources that deliver once a day.
 */
export const freshForMs = 24 * 3_600_000;

/** How long an end by hand holds against a condition that has not been clear since: as long as a repeat, by default. */
export const reopenAfterSeconds = 4 * 3_600;

/** What a rule asks of the lifecycle. A recovery threshold is for observed values only. */
export function policyOf({ condition, forSeconds, recovery, noData, notify }: AlertRule, now: Date): Policy {
  const policy: Policy = {
    forSeconds,
    recovery: null,
    keepFiringSeconds: recovery?.forSeconds ?? 0,
    noData: noData?.policy ?? 'keep',
    freshFrom: new Date(now.getTime() - freshForMs),
    reopenAfterSeconds: notify?.repeatIntervalSeconds ?? reopenAfterSeconds,
  };
  if (condition.type !== 'threshold' || recovery?.threshold === undefined) return policy;
  const side = condition.operator === '>' || condition.operator === '>=' ? 'below' : 'above';
  return { ...policy, recovery: { threshold: recovery.threshold, side } };
}
