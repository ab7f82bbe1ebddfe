import { rehearsalResponseSchema, rehearseRuleRequestSchema } from '../../../contracts/rehearsal.ts';
import { rehearseRule } from '../../../pipeline/rehearsal/rehearse-rule.ts';
import { rehearsedRule } from '../../../pipeline/rehearsal/rehearsed-parts.ts';
import { memberRoute } from '../define-route.ts';
import { jsonBody } from '../request-body.ts';
import { alertRuleRequestExample } from './examples/alert.ts';
import { rehearsalExample } from './examples/rehearsal.ts';

/** `POST /v1/alert-rules:rehearse` */
export const rehearseRuleRoute = memberRoute(['alert-rules:read', 'metrics:read'], {
  method: 'post',
  audit: { none: 'read-only' },
  path: '/v1/alert-rules:rehearse',
  operationId: 'rehearseUnsavedAlertRule',
  cost: 20,
  tag: 'Alerts',
  summary: 'Rehearse a rule before it is saved',
  description:
    'As `POST /v1/alert-rules/{ruleId}/rehearse`, for a rule that is sent along. Nothing is written and nobody is told.',
  body: jsonBody(rehearseRuleRequestSchema, {
    forecast: {
      summary: 'A rule on forecasts, over three weeks',
      value: {
        rule: alertRuleRequestExample,
        from: '2026-11-01T00:00:00Z',
        to: '2026-11-20T00:00:00Z',
      },
    },
  }),
  success: {
    status: 200,
    description: 'What would have happened.',
    schema: rehearsalResponseSchema,
    example: { ...rehearsalExample, ruleId: null },
  },
  problems: ['RANGE_TOO_LARGE', 'WORK_TOO_LARGE'],
  handle: ({ ctx, body: { rule, ...request } }) =>
    rehearseRule({ ctx, input: { ...request, ruleId: null, rule: rehearsedRule(rule) } }),
});
