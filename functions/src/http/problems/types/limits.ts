import type { ProblemType } from '../problem-type.ts';

/** What a plan bounds. */
export const limitProblems = {
  RATE_LIMITED: {
    title: 'Too many requests',
    code: 'resource-exhausted',
    happened:
      'The key (or signed-in person) or the organization made more requests a minute than its plan has; `limit` names which. Nothing was done.',
    fix: [
      'Wait as many seconds as `Retry-After` says, and send the same request again.',
      'Look at `RateLimit` on every answer: `r` is what is left now, `t` the seconds until all of it is there again.',
      'Send more points with each request: a request of 1 point costs as much as one of 100,000.',
    ],
    mistakes: [
      'Many workers that share one key, each with a backoff of its own.',
      'Asking again and again whether something is done.',
    ],
  },
  QUOTA_EXCEEDED: {
    title: 'The quota of the day is used up',
    code: 'resource-exhausted',
    happened:
      'The plan has so many points, or forecasts, a day of UTC, and they are used: `quota` says which, `startsAnewAt` from when on there are more. What is refused was not stored or forecast.',
    fix: [
      'See with `GET /v1/usage` what is used and by what.',
      'Send again after `Retry-After`, or ask for a larger plan.',
    ],
    mistakes: ['Sending the same points again and again: each time counts.'],
  },
  SERIES_LIMIT_REACHED: {
    title: 'The organization has as many series as it can have',
    code: 'resource-exhausted',
    happened:
      'The points are of series that are not there yet, and the plan has no room for them: all its series are taken, or too many were new within the hour; `limit` says which. Points of series that are there are stored all the same.',
    fix: [
      'Look whether a label changes with each point or deploy, such as an id or a version; leave it out.',
      'Send the rest later where too many were new within the hour, or ask for a larger plan.',
    ],
    mistakes: ['An instant, a request id or a user id as a label.'],
  },
  CARDINALITY_LIMIT_REACHED: {
    title: 'The metric has as many series as it can have',
    code: 'resource-exhausted',
    happened:
      'The points are of new series of a metric that has as many as the plan allows; `label` is the one with the most values in this batch, which probably makes them. Points of series that are there are stored all the same.',
    fix: ['Leave the label out that has so many values, or put fewer values into it.'],
    mistakes: [
      'An instant, a request id or a user id as a label.',
      'Host names of machines that live for minutes.',
    ],
  },
  FORECAST_JOB_LIMIT_REACHED: {
    title: 'The organization has as many forecast jobs as it can have',
    code: 'failed-precondition',
    happened: 'The plan has room for so many forecast jobs.',
    fix: [
      'Let one job forecast many series: its selector takes a pattern and labels.',
      'Delete jobs that are not needed, or ask for a larger plan.',
    ],
  },
} as const satisfies Readonly<Record<string, ProblemType>>;
