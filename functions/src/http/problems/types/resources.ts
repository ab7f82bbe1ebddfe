import type { ProblemType } from '../problem-type.ts';

const absent = (kind: string, list: string, ...mistakes: readonly string[]): ProblemType => ({
  title: `There is no such ${kind}`,
  code: 'not-found',
  happened: `The ${kind} does not exist in your organization. One of another organization is answered the same way.`,
  fix: [`Look up the id with \`${list}\`.`],
  mistakes: ['A key of another organization.', 'An id that was copied incompletely.', ...mistakes],
});

const expired = (kind: string): string =>
  `An id from long ago: a ${kind} is removed within a day or so after its \`expireAt\`, also where something still names it.`;

/** Resources that are not there. */
export const resourceProblems = {
  METRIC_NOT_FOUND: absent('metric', 'GET /v1/metrics'),
  FORECAST_NOT_FOUND: absent('forecast', 'GET /v1/forecasts', expired('forecast')),
  ANOMALY_NOT_FOUND: absent('anomaly', 'GET /v1/anomalies'),
  ANOMALY_BACKFILL_NOT_FOUND: absent('anomaly backfill', 'GET /v1/anomaly-backfills'),
  ALERT_NOT_FOUND: absent('alert', 'GET /v1/alerts'),
  ALERT_RULE_NOT_FOUND: absent('alert rule', 'GET /v1/alert-rules'),
  AUDIT_ENTRY_NOT_FOUND: absent('audit entry', 'GET /v1/audit-log', 'An entry of more than 400 days ago.'),
  SILENCE_NOT_FOUND: absent('silence', 'GET /v1/silences'),
  FORECAST_JOB_NOT_FOUND: absent('forecast job', 'GET /v1/forecast-jobs'),
  FORECAST_RUN_NOT_FOUND: absent('forecast run', 'GET /v1/forecast-jobs/{jobId}/runs', expired('run')),
  CHART_NOT_FOUND: {
    title: 'There is no such chart',
    code: 'not-found',
    happened:
      'The address is none that this deployment signed, its time is over, or what it showed is gone. All of these are answered the same way.',
    fix: [
      'Look at the alert itself: `GET /v1/metrics/{metricId}/chart.png?alertId=…` draws it with credentials.',
    ],
    mistakes: ['An address that was cut off.', 'A message from more than a week ago.'],
  },
  NOTIFICATION_DELIVERY_NOT_FOUND: absent('notification delivery', 'GET /v1/notification-deliveries'),
  NOTIFICATION_CHANNEL_NOT_FOUND: absent('notification channel', 'GET /v1/notification-channels'),
  NOTIFICATION_POLICY_NOT_FOUND: absent('notification policy', 'GET /v1/notification-policies'),
  INHIBITION_RULE_NOT_FOUND: absent('inhibition rule', 'GET /v1/inhibition-rules'),
  MEMBER_NOT_FOUND: absent('member', 'GET /v1/members'),
  INVITATION_NOT_FOUND: absent('invitation', 'GET /v1/invitations', expired('invitation')),
  API_KEY_NOT_FOUND: absent('API key', 'GET /v1/api-keys'),
} as const satisfies Readonly<Record<string, ProblemType>>;
