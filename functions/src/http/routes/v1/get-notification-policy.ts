import { notificationPolicyResponseSchema } from '../../../contracts/notification-policy.ts';
import { getNotificationPolicy } from '../../../notifications/policies/get-policy.ts';
import { memberRoute } from '../define-route.ts';
import { policyExample } from './examples/notification-policy.ts';
import { policyParams } from './policy-params.ts';

/** `GET /v1/notification-policies/{policyId}` */
export const getNotificationPolicyRoute = memberRoute(['notification-policies:read'], {
  method: 'get',
  path: '/v1/notification-policies/{policyId}',
  operationId: 'getNotificationPolicy',
  tag: 'Notifications',
  summary: 'Get a notification policy',
  description: 'What it says, and since when.',
  params: policyParams,
  conditional: true,
  success: {
    status: 200,
    description: 'The policy.',
    schema: notificationPolicyResponseSchema,
    example: policyExample,
  },
  problems: ['NOTIFICATION_POLICY_NOT_FOUND'],
  handle: ({ ctx, params }) => getNotificationPolicy({ ctx, input: params }),
});
