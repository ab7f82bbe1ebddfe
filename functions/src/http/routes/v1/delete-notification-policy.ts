import { deleteNotificationPolicy } from '../../../notifications/policies/delete-policy.ts';
import { memberRoute } from '../define-route.ts';
import { policyParams } from './policy-params.ts';

/** `DELETE /v1/notification-policies/{policyId}` */
export const deleteNotificationPolicyRoute = memberRoute(['notification-policies:write'], {
  method: 'delete',
  audit: 'notification-policy.delete',
  path: '/v1/notification-policies/{policyId}',
  operationId: 'deleteNotificationPolicy',
  tag: 'Notifications',
  summary: 'Delete a notification policy',
  description: 'Open alerts are told by the policies that are left, or by none.',
  params: policyParams,
  conditional: true,
  success: { status: 204, description: 'The policy is gone.' },
  problems: ['NOTIFICATION_POLICY_NOT_FOUND'],
  handle: ({ ctx, params, precondition }) =>
    deleteNotificationPolicy({ ctx, input: { ...params, precondition } }),
});
