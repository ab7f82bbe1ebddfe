import { deleteInhibitionRule } from '../../../notifications/inhibitions/delete-inhibition.ts';
import { memberRoute } from '../define-route.ts';
import { inhibitionParams } from './policy-params.ts';

/** `DELETE /v1/inhibition-rules/{inhibitionId}` */
export const deleteInhibitionRuleRoute = memberRoute(['notification-policies:write'], {
  method: 'delete',
  audit: 'inhibition-rule.delete',
  path: '/v1/inhibition-rules/{inhibitionId}',
  operationId: 'deleteInhibitionRule',
  tag: 'Notifications',
  summary: 'Delete an inhibition rule',
  description: 'What it inhibited is told at the next look at its group.',
  params: inhibitionParams,
  conditional: true,
  success: { status: 204, description: 'The rule is gone.' },
  problems: ['INHIBITION_RULE_NOT_FOUND'],
  handle: ({ ctx, params, precondition }) =>
    deleteInhibitionRule({ ctx, input: { ...params, precondition } }),
});
