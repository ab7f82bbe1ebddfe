import { rehearsalResponseSchema, rehearseSavedRuleRequestSchema } from '../../../contracts/rehearsal.ts';
import { rehearseSavedRule } from '../../../pipeline/rehearsal/rehearse-saved-rule.ts';
import { memberRoute } from '../define-route.ts';
import { jsonBody } from '../request-body.ts';
import { ruleParams } from './alert-params.ts';
import { rehearsalExample } from './examples/rehearsal.ts';

/** `POST /v1/alert-rules/{ruleId}/rehearse` */
export const rehearseSavedRuleRoute = memberRoute(['alert-rules:read', 'metrics:read'], {
  method: 'post',
  audit: { none: 'read-only' },
  path: '/v1/alert-rules/{ruleId}/rehearse',
  operationId: 'rehearseAlertRule',
  cost: 20,
  tag: 'Alerts',
  summary: 'Rehearse an alert rule',
  description:
    'What the rule would have done over stored history: when its alerts would have fired, for how long, who would have been told, and what withheld; for rules on forecasts also the lead before each breach. With the policies, silences and inhibition rules of the organization, unless others are given. Nothing is written and nobody is told. At most 90 days, 20 series, 50,000 points and 400 forecasts.',
  params: ruleParams,
  body: jsonBody(rehearseSavedRuleRequestSchema, {
    weeks: {
      summary: 'Three weeks of November',
      value: { from: '2026-11-01T00:00:00Z', to: '2026-11-20T00:00:00Z' },
    },
    otherwise: {
      summary: 'With a forecast every six hours, and without silences',
      value: { from: '2026-11-01T00:00:00Z', forecastEvery: 6, silences: [] },
    },
  }),
  success: {
    status: 200,
    description: 'What would have happened.',
    schema: rehearsalResponseSchema,
    example: rehearsalExample,
  },
  problems: ['ALERT_RULE_NOT_FOUND', 'RANGE_TOO_LARGE', 'WORK_TOO_LARGE'],
  handle: ({ ctx, params: { ruleId }, body }) => rehearseSavedRule({ ctx, input: { ...body, ruleId } }),
});
