import type { ErrorCode } from '../../contracts/errors.ts';
import { type ProblemStatus, statusOfCode } from './statuses.ts';

/** One way to fail, as its page explains it. The reason (a word for machines) is its key in the registry. */
export interface ProblemType {
  /** Says the same for every occurrence. */
  readonly title: string;
  readonly code: ErrorCode;
  /** Where HTTP has a status of its own for it; the status of `code` otherwise. */
  readonly status?: ProblemStatus;
  /** What happened, in a sentence or two. */
  readonly happened: string;
  /** How to fix it, step by step. */
  readonly fix: readonly string[];
  /** Mistakes that commonly lead here. */
  readonly mistakes?: readonly string[];
}

/** The status that occurrences of this type are answered with. */
export const statusOf = (type: ProblemType): ProblemStatus => type.status ?? statusOfCode[type.code];
