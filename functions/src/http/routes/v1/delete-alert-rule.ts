import { deleteAlertRule } from '../../../pipeline/alert/delete-alert-rule.ts';
import { memberRoute } from '../define-route.ts';
import { ruleParams } from './alert-params.ts';

/** `DELETE /v1/alert-rules/{ruleId}` */
export const deleteAlertRuleRoute = memberRoute(['alert-rules:write'], {
  method: 'delete',
  audit: 'alert-rule.delete',
  path: '/v1/alert-rules/{ruleId}',
  operationId: 'deleteAlertRule',
  tag: 'Alerts',
  summary: 'Delete an alert rule',
  description: 'The rule is gone and its open alerts are closed; alerts that were stay as history.',
  params: ruleParams,
  conditional: true,
  success: { status: 204, description: 'The rule is gone.' },
  problems: ['ALERT_RULE_NOT_FOUND'],
  handle: ({ ctx, params, precondition }) => deleteAlertRule({ ctx, input: { ...params, precondition } }),
});
