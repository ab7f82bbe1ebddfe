import { alertRuleResponseSchema } from '../../../contracts/alert-rule.ts';
import { getAlertRule } from '../../../pipeline/alert/get-alert-rule.ts';
import { memberRoute } from '../define-route.ts';
import { ruleParams } from './alert-params.ts';
import { alertRuleExample } from './examples/alert.ts';

/** `GET /v1/alert-rules/{ruleId}` */
export const getAlertRuleRoute = memberRoute(['alert-rules:read'], {
  method: 'get',
  path: '/v1/alert-rules/{ruleId}',
  operationId: 'getAlertRule',
  tag: 'Alerts',
  summary: 'Get an alert rule',
  description: 'What the rule watches for, and since when.',
  params: ruleParams,
  conditional: true,
  success: {
    status: 200,
    description: 'The rule.',
    schema: alertRuleResponseSchema,
    example: alertRuleExample,
  },
  problems: ['ALERT_RULE_NOT_FOUND'],
  handle: ({ ctx, params }) => getAlertRule({ ctx, input: params }),
});
