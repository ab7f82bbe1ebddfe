import { describe, expect, it } from 'vitest';
import type { Matcher } from '../../contracts/matchers.ts';
import { expressionProblem } from './expression-problem.ts';
import { requireValidMatchers } from './require-valid-matchers.ts';

describe('expressionProblem', () => {
  it.each(['', 'ATL', 'A.L|B[a-z]{2}', '(?i)atl', '\\d+', 'x{1000}'])('finds none in %j', (expression) => {
    expect(expressionProblem(expression)).toBeNull();
  });

  it.each([
    ['ab(cd', 'missing closing ) at the end'],
    ['a(b)c(', 'missing closing ) at the end'],
    ['ab)cd', 'unexpected ) at character 3, ")"'],
    ['(a))|(b))', 'unexpected ) at character 4, ")"'],
    ['ab[cd', 'missing closing ] at character 3, "[cd"'],
    ['ab**', 'invalid nested repetition operator at character 3, "**"'],
    ['ab**cd*', 'invalid nested repetition operator at character 3, "**"'],
    ['a|*', 'missing argument to repetition operator at character 3, "*"'],
    ['a{2,1}b', 'invalid repeat count at character 2, "{2,1}"'],
    ['x{1001}', 'invalid repeat count at character 2, "{1001}"'],
    ['a(?=b)', 'invalid or unsupported Perl syntax at character 2, "(?="'],
    ['a\\1b', 'invalid escape sequence at character 2, "\\\\1"'],
    ['[z-a]', 'invalid character class range at character 2, "z-a"'],
    ['ab\\', 'trailing backslash at end of expression at the end'],
    ['😀é**', 'invalid nested repetition operator at character 3, "**"'],
  ])('says what and where in %j: %s', (expression, problem) => {
    expect(expressionProblem(expression)).toBe(problem);
  });

  it.each(['((a{100}){100}){100}', '(((x{30}){30}){30}){30}'])(
    'refuses %s, which would take too much room',
    (expression) => {
      expect(expressionProblem(expression)).toMatch(/^invalid repeat count at character \d+/);
    },
  );
});

describe('requireValidMatchers', () => {
  const matcher = (operator: Matcher['operator'], value: string): Matcher => ({
    label: 'airport',
    operator,
    value,
  });

  it('takes expressions for what they are, and other values as they come', () => {
    requireValidMatchers({ '/matchers': [matcher('=', '('), matcher('!=', '['), matcher('=~', 'A.*')] });
    requireValidMatchers({ '/sourceMatchers': undefined });
  });

  it('names each matcher at fault by its list and place', () => {
    const refused = () =>
      requireValidMatchers({
        '/sourceMatchers': [matcher('=', 'ATL'), matcher('=~', '(')],
        '/targetMatchers': [matcher('!~', 'b**')],
      });
    expect(refused).toThrow(
      expect.objectContaining({
        code: 'invalid-argument',
        fields: [
          {
            pointer: '/sourceMatchers/1/value',
            detail: 'expected a regular expression (RE2): missing closing ) at the end',
          },
          {
            pointer: '/targetMatchers/0/value',
            detail:
              'expected a regular expression (RE2): invalid nested repetition operator at character 2, "**"',
          },
        ],
      }),
    );
  });
});
