import type { AlertRule } from '../contracts/alert-rule.ts';
import { DomainError } from '../contracts/errors.ts';

/**
 * What the schema of a rule cannot say, because it takes two fields: recovery is for thresholds on observed values, and
 * lies on the side of the threshold where the condition does not hold.
 */
export function requireConsistentRule({
  condition,
  recovery,
}: Pick<AlertRule, 'condition' | 'recovery'>): void {
  if (recovery === null) return;
  if (condition.type !== 'threshold') {
    throw inconsistent(
      '/recovery',
      `expected null: a condition of type ${condition.type} has no recovery threshold`,
    );
  }
  const above = condition.operator === '>' || condition.operator === '>=';
  const beyond = above
    ? recovery.threshold <= condition.threshold
    : recovery.threshold >= condition.threshold;
  if (!beyond) {
    const side = above ? 'at most' : 'at least';
    throw inconsistent(
      '/recovery/threshold',
      `expected ${side} the threshold of the condition, ${condition.threshold}`,
    );
  }
}

function inconsistent(pointer: string, detail: string): DomainError {
  return new DomainError(
    'invalid-argument',
    'VALIDATION_FAILED',
    `the alert rule is not valid: ${pointer}: ${detail}`,
    {
      fields: [{ pointer, detail }],
    },
  );
}
