import type { ProblemType } from '../problem-type.ts';

/** Exports and erasure. */
export const custodyProblems = {
  EXPORT_NOT_FOUND: {
    title: 'There is no such export',
    code: 'not-found',
    happened:
      'The export does not exist in your organization, or its seven days are over. One of another organization is answered the same way.',
    fix: ['Look up the id with `GET /v1/exports`, or begin another with `POST /v1/exports`.'],
  },
  EXPORT_FILE_NOT_FOUND: {
    title: 'There is no such file yet',
    code: 'not-found',
    happened: 'The export has no file of this name, or the file is not done.',
    fix: ['`GET /v1/exports/{exportId}` lists the files; those in state `done` can be downloaded.'],
  },
  EXPORT_RUNNING: {
    title: 'An export is under way',
    code: 'failed-precondition',
    happened: 'An organization has one export at a time; `exportId` names the one that is under way.',
    fix: [
      'Follow it with `GET /v1/exports/{exportId}`.',
      'To begin anew, cancel it first: `POST /v1/exports/{exportId}/cancel`.',
    ],
  },
} as const satisfies Readonly<Record<string, ProblemType>>;
