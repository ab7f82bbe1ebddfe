import {
  type AlertRule,
  createAlertRuleRequestSchema,
  type UpdateAlertRuleRequest,
} from '../contracts/alert-rule.ts';
import { parseOrThrow } from '../contracts/validation.ts';
import { requireConsistentRule } from './require-consistent-rule.ts';

/**
 * A rule after a JSON merge patch (RFC 7396): labels and annotations are merged name by name and null takes one away;
 * every other field is replaced. What results must be a rule again.
 */
export function mergeRule(rule: AlertRule, patch: UpdateAlertRuleRequest, now: Date): AlertRule {
  const { createdAt, createdBy, updatedAt: _, status: __, ...editable } = rule;
  const merged = parseOrThrow(
    createAlertRuleRequestSchema,
    {
      ...editable,
      ...withoutUndefined(patch),
      labels: mergeNames(rule.labels, patch.labels),
      annotations: mergeNames(rule.annotations, patch.annotations),
    },
    'alert rule',
  );
  requireConsistentRule(merged);
  return { ...merged, status: null, createdAt, createdBy, updatedAt: now };
}

function mergeNames(
  before: Readonly<Record<string, string | undefined>>,
  patch: Readonly<Record<string, string | null | undefined>> = {},
) {
  const merged = { ...before, ...withoutUndefined(patch) };
  return Object.fromEntries(Object.entries(merged).filter(([, value]) => value !== null));
}

const withoutUndefined = <T extends object>(patch: T) =>
  Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined));
