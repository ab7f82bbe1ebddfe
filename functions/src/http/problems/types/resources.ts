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
  SILENCE_NOT_FOUND: absent('silence', 'GET /v1/silences'),
  FORECAST_JOB_NOT_FOUND: absent('forecast job', 'GET /v1/forecast-jobs'),
  NOTIFICATION_CHANNEL_NOT_FOUND: absent('notification channel', 'GET /v1/notification-channels'),
  FORECAST_RUN_NOT_FOUND: absent('forecast run', 'GET /v1/forecast-jobs/{jobId}/runs', expired('run')),
  API_KEY_NOT_FOUND: absent('API key', 'GET /v1/api-keys'),
} as const satisfies Readonly<Record<string, ProblemType>>;
