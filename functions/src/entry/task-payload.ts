import type { z } from 'zod';
import { fieldProblems } from '../contracts/validation.ts';
import { runtime } from './runtime.ts';

/**
 * The payload of a task, or undefined when it is not one of ours: delivering it again would not mend it, so it is
 * logged and let go.
 */
export function taskPayload<T extends z.ZodType>(
  schema: T,
  data: unknown,
  queue: string,
): z.output<T> | undefined {
  const result = schema.safeParse(data);
  if (result.success) return result.data;
  runtime().logger.write({
    severity: 'ERROR',
    message: `a task of ${queue} is not valid and was dropped`,
    problems: fieldProblems(result.error),
  });
  return undefined;
}
