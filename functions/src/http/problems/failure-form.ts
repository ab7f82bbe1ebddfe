import type { z } from 'zod';
import type { Problem } from './problem-schema.ts';
import type { ProblemStatus } from './statuses.ts';

/** Another form of failures than problem documents, for clients of another API. */
export interface FailureForm {
  readonly mediaType: string;
  readonly schema: z.ZodType;
  /** The status by which those clients know a failure that is answered with `status` elsewhere. */
  statusOf(status: ProblemStatus): ProblemStatus;
  /** What the problem document says, in the other form. `method` is that of the request. */
  bodyOf(problem: Problem, method: string): object;
}
