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
  ERASURE_NOT_FOUND: {
    title: 'There is no such erasure',
    code: 'not-found',
    happened: 'There is none of this id, or somebody else asked for it. The answer does not tell which.',
    fix: ['Sign in as the person who asked for the deletion; its answer had the `erasureId`.'],
  },
  ERASURE_STARTED: {
    title: 'Erasing has begun',
    code: 'failed-precondition',
    happened: 'The time of grace is over, and documents are being deleted or are gone.',
    fix: ['Follow it with `GET /v1/erasures/{erasureId}`.'],
  },
  ORGANIZATION_NOT_DELETING: {
    title: 'The organization is not being deleted',
    code: 'failed-precondition',
    happened: 'There is nothing to take back.',
    fix: ['Nothing needs to be done: `GET /v1/organizations/current` tells the status.'],
  },
  SOLE_OWNER: {
    title: 'Organizations would be without an owner',
    code: 'failed-precondition',
    happened: 'The person is the only owner of `organizations`, which nobody could administer any more.',
    fix: [
      'Have somebody else own them, too, or transfer them.',
      'Or delete them first: `DELETE /v1/organizations/current`.',
    ],
  },
} as const satisfies Readonly<Record<string, ProblemType>>;
