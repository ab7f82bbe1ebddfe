import { z } from 'zod';
import type { FailureForm } from './failure-form.ts';
import { type Problem, problemSchema } from './problem-schema.ts';
import type { ProblemStatus } from './statuses.ts';

/** Codes by which clients of TimeGPT know a failure; other failures have our reason for a code. */
const codes: ReadonlyMap<number, string> = new Map([
  [401, 'A12'],
  [429, 'A20'],
]);

const faultSchema = z.object({
  loc: z.array(z.union([z.string(), z.number().int()])).meta({ example: ['body', 'h'] }),
  msg: z.string(),
  type: z.string(),
});

const failureSchema = problemSchema
  .omit({ errors: true })
  .extend({
    detail: z.union([z.string(), z.array(faultSchema)]).meta({ description: 'a list where status is 422' }),
    data: z.null(),
    message: z.string().meta({ description: 'the title' }),
    details: z.string().meta({ description: 'what happened this time' }),
    code: z.string().meta({ description: 'code of TimeGPT, or the reason' }),
    requestID: z.string(),
  })
  .meta({ id: 'TimeGptFailure', description: "TimeGPT's failures, with the members of a Problem beside" });

const statusOf = (status: ProblemStatus): ProblemStatus => (status === 400 ? 422 : status);

/**
 * Failures as TimeGPT writes them: what is wrong with a request is 422 with a list under `detail` (FastAPI's form), all
 * else has `message`, `details` and `code`. The members of our problem documents stand beside them, but for `detail` of a
 * 422, so that either kind of client finds what it looks for.
 */
export const timeGptFailures: FailureForm = {
  mediaType: 'application/json',
  schema: failureSchema,
  statusOf,
  bodyOf: ({ errors, ...problem }, method) => ({
    ...problem,
    status: statusOf(problem.status as ProblemStatus),
    detail: problem.status === 400 ? faultsOf(problem.detail, errors, method) : problem.detail,
    data: null,
    message: problem.title,
    details: problem.detail,
    code: codes.get(problem.status) ?? problem.reason,
    requestID: problem.requestId,
  }),
};

function faultsOf(detail: string, errors: Problem['errors'], method: string): z.infer<typeof faultSchema>[] {
  const part = method.toUpperCase() === 'GET' ? 'query' : 'body';
  return (errors ?? [{ pointer: '', detail }]).map((error) => ({
    loc: [part, ...pathOf(error.pointer)],
    msg: error.detail,
    type: 'value_error',
  }));
}

/** The parts of a JSON pointer, places in lists as numbers. */
const pathOf = (pointer: string): (string | number)[] =>
  pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    .map((part) => (/^\d+$/.test(part) ? Number(part) : part));
