import { DomainError } from '../contracts/errors.ts';
import { ruleProblems } from './rule-problems.ts';

/** @throws {DomainError} `invalid-argument` with all that `ruleProblems` finds. */
export function requireConsistentRule(rule: Parameters<typeof ruleProblems>[0]): void {
  const fields = ruleProblems(rule);
  const [first] = fields;
  if (first === undefined) return;
  throw new DomainError(
    'invalid-argument',
    'VALIDATION_FAILED',
    `the alert rule is not valid: ${first.pointer}: ${first.detail}`,
    { fields },
  );
}
