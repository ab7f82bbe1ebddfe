import type { ProblemType } from './problem-type.ts';
import { alertingProblems } from './types/alerting.ts';
import { analysisProblems } from './types/analysis.ts';
import { custodyProblems } from './types/custody.ts';
import { idempotencyProblems } from './types/idempotency.ts';
import { identityProblems } from './types/identity.ts';
import { ingestionProblems } from './types/ingestion.ts';
import { limitProblems } from './types/limits.ts';
import { channelProblems } from './types/notification-channels.ts';
import { peopleProblems } from './types/people.ts';
import { requestProblems } from './types/request.ts';
import { resourceProblems } from './types/resources.ts';
import { serviceProblems } from './types/service.ts';

/** Every reason that an answer of this API can carry, with what its page says. A test holds it against the code. */
export const problemTypes = {
  ...requestProblems,
  ...idempotencyProblems,
  ...identityProblems,
  ...peopleProblems,
  ...resourceProblems,
  ...ingestionProblems,
  ...limitProblems,
  ...analysisProblems,
  ...alertingProblems,
  ...channelProblems,
  ...custodyProblems,
  ...serviceProblems,
} as const satisfies Readonly<Record<string, ProblemType>>;

/** A documented reason. */
export type ProblemReason = keyof typeof problemTypes;

/** What the registry says of `reason`; undefined when it is none of ours. */
export function findProblemType(reason: string): ProblemType | undefined {
  return Object.hasOwn(problemTypes, reason) ? problemTypes[reason as ProblemReason] : undefined;
}
