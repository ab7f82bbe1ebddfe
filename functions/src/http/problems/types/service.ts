import type { ProblemType } from '../problem-type.ts';

/** What can go wrong on our side. */
export const serviceProblems = {
  INTERNAL: {
    title: 'Something went wrong on our side',
    code: 'internal',
    happened:
      'The service met a condition that it was not written for. The cause is in its log, not in this answer.',
    fix: ['Try again once. If it happens again, report the `requestId`.'],
  },
  SERVICE_UNAVAILABLE: {
    title: 'The service is not available for the moment',
    code: 'unavailable',
    happened: 'A service that this one rests on did not answer in time.',
    fix: ['Wait as long as `Retry-After` says, then send the same request again: repeating it is safe.'],
  },
  DOCUMENT_INVALID: {
    title: 'A stored document does not have its form',
    code: 'internal',
    happened:
      'A document that this request needs was changed by hand, or by other software, into something that its schema does not allow.',
    fix: [
      'Look at the document that `detail` names in the Firebase console and correct or delete it.',
      'The log of the request names the fields at fault.',
    ],
  },
} as const satisfies Readonly<Record<string, ProblemType>>;
