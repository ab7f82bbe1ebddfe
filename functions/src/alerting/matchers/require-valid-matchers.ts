import { DomainError, type FieldProblem } from '../../contracts/errors.ts';
import type { Matcher } from '../../contracts/matchers.ts';
import { expressionProblem } from './expression-problem.ts';

/**
 * What the schema of matchers cannot say: each regular expression must be one.
 *
 * @param lists matchers by the JSON pointer at which they stand, such as `/matchers`.
 * @throws {DomainError} `invalid-argument`, naming each matcher at fault, and where in it.
 */
export function requireValidMatchers(lists: Readonly<Record<string, readonly Matcher[] | undefined>>): void {
  const fields = Object.entries(lists).flatMap(([pointer, matchers = []]) => problemsOf(pointer, matchers));
  const [first] = fields;
  if (first === undefined) return;
  throw new DomainError(
    'invalid-argument',
    'VALIDATION_FAILED',
    `a matcher is not valid: ${first.pointer}: ${first.detail}`,
    { fields },
  );
}

function problemsOf(pointer: string, matchers: readonly Matcher[]): FieldProblem[] {
  return matchers.flatMap(({ operator, value }, index) => {
    if (operator === '=' || operator === '!=') return [];
    const problem = expressionProblem(value);
    if (problem === null) return [];
    return [
      { pointer: `${pointer}/${index}/value`, detail: `expected a regular expression (RE2): ${problem}` },
    ];
  });
}
