import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { AlertRule } from '../../../contracts/alert-rule.ts';
import { type AlertRuleWatch, watchShards } from '../../../contracts/alert-rule-watch.ts';

/** Series that were silent for longer than this when a watch began are dead, and nobody is told of them. */
export const longDeadMs = 7 * 86_400_000;

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

/** A tenth of the silence that is told, but a minute at least and an hour at most. */
export const checkEveryMs = (afterSeconds: number): number =>
  Math.min(hourMs, Math.max(minuteMs, afterSeconds * 100));

/** For how long a series must be silent for a rule to have to do with it; null for a rule that is not about silence. */
export const silenceOf = ({ condition, noData }: Pick<AlertRule, 'condition' | 'noData'>): number | null =>
  condition.type === 'absence' ? condition.afterSeconds : (noData?.afterSeconds ?? null);

/**
 * The watch that a rule needs, or null. The very one handed in where nothing about it has changed; one over the same series
 * goes on where it stands, whatever else of the rule changes.
 */
export function watchOf(
  { orgId, ruleId, now }: { readonly orgId: string; readonly ruleId: string; readonly now: Date },
  rule: Pick<AlertRule, 'enabled' | 'selector' | 'condition' | 'noData'>,
  before: AlertRuleWatch | undefined,
): AlertRuleWatch | null {
  const afterSeconds = silenceOf(rule);
  const { selector } = rule;
  if (!rule.enabled || afterSeconds === null || 'forecastJob' in selector) return null;
  if (before !== undefined && isDeepStrictEqual(before.selector, selector)) {
    return before.afterSeconds === afterSeconds ? before : { ...before, afterSeconds, nextCheckAt: now };
  }
  return {
    selector,
    afterSeconds,
    shard: shardOf(orgId, ruleId),
    nextCheckAt: now,
    startedAt: now,
    checkedThrough: new Date(now.getTime() - longDeadMs),
    resumeAfter: null,
  };
}

const shardOf = (orgId: string, ruleId: string): number =>
  createHash('sha256')
    .update(JSON.stringify([orgId, ruleId]))
    .digest()
    .readUInt32BE(0) % watchShards;
