import type { Problem } from '../problems/problem-schema.ts';
import { statusOf } from '../problems/problem-type.ts';
import { type ProblemReason, problemTypes } from '../problems/registry.ts';

/** How an answer with this reason looks, for documentation. */
export function problemExample(reason: ProblemReason, path: string): Problem {
  const type = problemTypes[reason];
  return {
    type: `/errors/${reason}`,
    title: type.title,
    status: statusOf(type),
    detail: type.happened,
    instance: path,
    reason,
    requestId: 'req_4f1c0a9be2d84c6f9a1b2c3d',
    ...(reason === 'VALIDATION_FAILED'
      ? { errors: [{ pointer: '/horizon', detail: 'expected at least 1 step' }] }
      : {}),
  };
}
