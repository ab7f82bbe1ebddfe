import type { z } from 'zod';
import { DomainError, type FieldProblem } from './errors.ts';

/** RFC 6901: `/points/3/labels/a~1b`. The empty pointer is the whole document. */
export function jsonPointer(path: readonly PropertyKey[]): string {
  return path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

/** All issues of a failed parse as field problems, unions flattened to their closest alternative. */
export function fieldProblems(error: z.core.$ZodError, base: readonly PropertyKey[] = []): FieldProblem[] {
  return error.issues.flatMap((issue) => describeIssue(issue, base));
}

function describeIssue(issue: z.core.$ZodIssue, base: readonly PropertyKey[]): FieldProblem[] {
  const path = [...base, ...issue.path];
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      pointer: jsonPointer([...path, key]),
      detail: 'unknown field: expected one of the documented fields',
    }));
  }
  if (issue.code === 'invalid_union' && issue.errors.length > 0) {
    const closest = issue.errors.reduce((best, next) => (next.length < best.length ? next : best));
    return closest.flatMap((inner) => describeIssue(inner, path));
  }
  return [{ pointer: jsonPointer(path), detail: lowerFirst(issue.message) }];
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

/**
 * Parses `value`, or throws `invalid-argument` that names every field at fault.
 *
 * @param what what was parsed, for the message: "request body", "query", "forecast job spec".
 */
export function parseOrThrow<T extends z.ZodType>(schema: T, value: unknown, what: string): z.output<T> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const fields = fieldProblems(result.error);
  throw new DomainError(
    'invalid-argument',
    'VALIDATION_FAILED',
    `the ${what} is not valid: ${summary(fields)}`,
    {
      fields,
    },
  );
}

function summary(fields: readonly FieldProblem[]): string {
  const [first] = fields;
  if (first === undefined) return 'unknown problem';
  const more = fields.length > 1 ? ` (and ${fields.length - 1} more)` : '';
  return `${first.pointer || 'the document'}: ${first.detail}${more}`;
}
