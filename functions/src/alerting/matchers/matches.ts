import { RE2JS, RE2JSException } from 're2js';
import type { Matcher } from '../../contracts/matchers.ts';

/** Whether a value meets a matcher. */
type Test = (value: string) => boolean;

/** Matchers met already, by the object: a list is held against many alerts, and an expression is compiled once. */
const compiled = new WeakMap<Matcher, Test>();

/**
 * Whether all matchers hold for an alert with these labels, of `matchLabelsOf`; an empty list holds for every alert.
 *
 * As in Alertmanager a label that an alert does not have counts as empty, and regular expressions are RE2's, anchored at
 * both ends, so that time is linear in the length of the value. An expression that does not parse, which the API refuses
 * and only the console can write, holds for nothing, with either operator.
 */
export function matches(matchers: readonly Matcher[], labels: Readonly<Record<string, string>>): boolean {
  return matchers.every((matcher) => testOf(matcher)(labelOf(labels, matcher.label)));
}

/** Names that every object answers to, such as `constructor`, are not labels that are there. */
const labelOf = (labels: Readonly<Record<string, string>>, name: string): string =>
  Object.hasOwn(labels, name) ? (labels[name] ?? '') : '';

function testOf(matcher: Matcher): Test {
  const known = compiled.get(matcher);
  if (known !== undefined) return known;
  const test = compile(matcher);
  compiled.set(matcher, test);
  return test;
}

function compile({ operator, value: wanted }: Matcher): Test {
  switch (operator) {
    case '=':
      return (value) => value === wanted;
    case '!=':
      return (value) => value !== wanted;
    case '=~':
    case '!~': {
      const expression = compileOrNull(wanted);
      if (expression === null) return () => false;
      return (value) => expression.testExact(value) === (operator === '=~');
    }
  }
}

function compileOrNull(expression: string): RE2JS | null {
  try {
    return RE2JS.compile(expression);
  } catch (error) {
    if (error instanceof RE2JSException) return null;
    throw error;
  }
}
