import { alertRuleResponseSchema, updateAlertRuleRequestSchema } from '../../../contracts/alert-rule.ts';
import { updateAlertRule } from '../../../pipeline/alert/update-alert-rule.ts';
import { memberRoute } from '../define-route.ts';
import { mergePatchBody } from '../request-body.ts';
import { ruleParams } from './alert-params.ts';
import { alertRuleExample } from './examples/alert.ts';

/** `PATCH /v1/alert-rules/{ruleId}` */
export const updateAlertRuleRoute = memberRoute(['alert-rules:write'], {
  method: 'patch',
  audit: 'alert-rule.update',
  path: '/v1/alert-rules/{ruleId}',
  operationId: 'updateAlertRule',
  tag: 'Alerts',
  summary: 'Change an alert rule',
  description:
    'A JSON merge patch (RFC 7396): fields that are given are replaced, others stay; null takes a label or an annotation away. `condition` and `selector` are replaced whole.',
  params: ruleParams,
  conditional: true,
  body: mergePatchBody(updateAlertRuleRequestSchema, {
    severity: { summary: 'Another severity', value: { severity: 'warning' } },
    disable: { summary: 'Stop watching', value: { enabled: false } },
  }),
  success: {
    status: 200,
    description: 'The rule as it now is.',
    schema: alertRuleResponseSchema,
    example: { ...alertRuleExample, severity: 'warning' },
  },
  problems: ['ALERT_RULE_NOT_FOUND'],
  handle: ({ ctx, params: { ruleId }, body, precondition }) =>
    updateAlertRule({ ctx, input: { ruleId, patch: body, precondition } }),
});
