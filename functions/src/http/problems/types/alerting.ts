import type { ProblemType } from '../problem-type.ts';

/** What alerts and silences can refuse. */
export const alertingProblems = {
  ALERT_NOT_FIRING: {
    title: 'The alert is not firing',
    code: 'failed-precondition',
    happened: 'Only an alert that fires can be acknowledged or resolved; this one is pending, or over.',
    fix: ['Look at `state`. A pending alert fires by itself when its condition holds long enough.'],
  },
  ALERT_NOT_REOPENABLE: {
    title: 'The alert cannot be reopened',
    code: 'failed-precondition',
    happened:
      'Only the latest episode of a rule that still watches can fire again, and only if it fired before; `detail` says which of these is not so.',
    fix: [
      'Look at the latest alert with the same `fingerprint`, which may be open already.',
      'Enable the rule again: what it finds opens an alert of its own.',
    ],
  },
  SILENCE_ENDED: {
    title: 'The silence is over',
    code: 'failed-precondition',
    happened:
      'A silence that has ended stays as a record of what was silenced, and does not change any more.',
    fix: ['Make another one with `POST /v1/silences`.'],
  },
  SILENCES_EXHAUSTED: {
    title: 'There are too many silences',
    code: 'failed-precondition',
    happened:
      'Each alert that fires reads the silences that hold, so an organization may have only so many that are not over.',
    fix: [
      'End those that are not needed, with `POST /v1/silences/{silenceId}/end`.',
      'Join several into one by a regular expression: `=~` with `ATL|BOS`.',
    ],
    mistakes: ['A silence for each alert, in the place of one for what they have in common.'],
  },
  NOTIFICATION_POLICIES_EXHAUSTED: {
    title: 'There are too many notification policies',
    code: 'failed-precondition',
    happened: 'Each alert that fires asks the policies in turn, so an organization may have 500.',
    fix: ['Delete those that are not needed, with `DELETE /v1/notification-policies/{policyId}`.'],
    mistakes: ['A policy for each alert, in the place of one whose matchers say what they have in common.'],
  },
  INHIBITION_RULES_EXHAUSTED: {
    title: 'There are too many inhibition rules',
    code: 'failed-precondition',
    happened:
      'Each alert that is about to be told is held against all inhibition rules, so an organization may have 100.',
    fix: ['Delete those that are not needed, with `DELETE /v1/inhibition-rules/{inhibitionId}`.'],
    mistakes: ['A rule for each pair of alerts, in the place of one with `equal` labels.'],
  },
} as const satisfies Readonly<Record<string, ProblemType>>;
