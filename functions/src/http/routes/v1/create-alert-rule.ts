import { alertRuleResponseSchema, createAlertRuleRequestSchema } from '../../../contracts/alert-rule.ts';
import { createAlertRule } from '../../../pipeline/alert/create-alert-rule.ts';
import { memberRoute } from '../define-route.ts';
import { jsonBody } from '../request-body.ts';
import { alertRuleExample, alertRuleRequestExample } from './examples/alert.ts';

/** `POST /v1/alert-rules` */
export const createAlertRuleRoute = memberRoute(['alert-rules:write'], {
  method: 'post',
  path: '/v1/alert-rules',
  operationId: 'createAlertRule',
  tag: 'Alerts',
  summary: 'Create an alert rule',
  description:
    'Says what to watch for: a threshold on what is observed, a threshold that the forecast will cross, or an anomaly. The rule watches what is ingested and forecast from now on, and makes one alert for each series that it selects.',
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
