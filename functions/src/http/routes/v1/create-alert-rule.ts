import { alertRuleResponseSchema, createAlertRuleRequestSchema } from '../../../contracts/alert-rule.ts';
import { createAlertRule } from '../../../pipeline/alert/create-alert-rule.ts';
import { memberRoute } from '../define-route.ts';
import { jsonBody } from '../request-body.ts';
import { alertRuleExample, alertRuleRequestExample } from './examples/alert.ts';

/** `POST /v1/alert-rules` */
export const createAlertRuleRoute = memberRoute(['alert-rules:write'], {
  method: 'post',
  audit: 'alert-rule.create',
  path: '/v1/alert-rules',
  operationId: 'createAlertRule',
  tag: 'Alerts',
  summary: 'Create an alert rule',
  description:
    'Says what to watch for: a threshold on what is observed, or on an aggregate of it; a threshold that the forecast will cross; anomalies; a change since the same time before; that nothing comes; or forecast jobs whose runs fail. The rule watches what is ingested, forecast and run from now on, and makes one alert for each series or job that it selects.',
  body: jsonBody(createAlertRuleRequestSchema, {
    forecast: { summary: 'Warn before it happens', value: alertRuleRequestExample },
    threshold: {
      summary: 'Above 60 for an hour, until below 50',
      value: {
        name: 'ATL departures above 60 an hour',
        selector: { metric: 'flights.departures', labels: { airport: 'ATL' } },
        condition: { type: 'threshold', operator: '>', threshold: 60 },
        forSeconds: 3_600,
        recovery: { threshold: 50 },
      },
    },
    anomaly: {
      summary: 'Any high anomaly at any airport',
      value: {
        name: 'departures look wrong',
        selector: { metric: 'flights.departures' },
        condition: { type: 'anomaly', minimumSeverity: 'high' },
      },
    },
    window: {
      summary: 'The 95th percentile of an hour above 60, for a quarter of an hour, until calm for as long',
      value: {
        name: 'ATL departures high',
        selector: { metric: 'flights.departures', labels: { airport: 'ATL' } },
        condition: {
          type: 'threshold',
          operator: '>',
          threshold: 60,
          window: { seconds: 3_600, aggregate: 'p95', minimumPoints: 30 },
        },
        forSeconds: 900,
        recovery: { threshold: 50, forSeconds: 900 },
      },
    },
    change: {
      summary: 'A fifth fewer than at the same time last week',
      value: {
        name: 'fewer departures than last week',
        selector: { metric: 'flights.departures' },
        condition: {
          type: 'change',
          against: 'last-week',
          direction: 'fall',
          by: 20,
          unit: 'percent',
          window: { seconds: 7_200, aggregate: 'sum' },
          timeZone: 'America/New_York',
        },
      },
    },
    count: {
      summary: 'Three anomalous points of the last five',
      value: {
        name: 'departures stay odd',
        selector: { metric: 'flights.departures' },
        condition: { type: 'anomaly', minimumScore: 0.6, count: { atLeast: 3, of: 5 } },
      },
    },
    absence: {
      summary: 'Nothing for two hours',
      value: {
        name: 'no departures are reported',
        selector: { metric: 'flights.departures' },
        condition: { type: 'absence', afterSeconds: 7_200 },
      },
    },
    failingJob: {
      summary: 'A forecast job, whichever, that fails three times in a row',
      value: {
        name: 'a forecast job keeps failing',
        selector: { forecastJob: '*' },
        condition: { type: 'forecast-job-failing', failures: 3 },
        severity: 'error',
        annotations: { summary: '{{ job }} has failed {{ value }} times: {{ reason }}' },
      },
    },
    silence: {
      summary: 'A threshold whose alert ends when nothing comes any more',
      value: {
        name: 'ATL departures above 60',
        selector: { metric: 'flights.departures', labels: { airport: 'ATL' } },
        condition: { type: 'threshold', operator: '>', threshold: 60 },
        noData: { policy: 'resolve', afterSeconds: 21_600 },
      },
    },
  }),
  success: {
    status: 201,
    description: 'The rule.',
    schema: alertRuleResponseSchema,
    example: alertRuleExample,
    location: ({ ruleId }) => `/v1/alert-rules/${ruleId}`,
  },
  handle: ({ ctx, body }) => createAlertRule({ ctx, input: body }),
});
