import {
  notificationPolicyResponseSchema,
  updateNotificationPolicyRequestSchema,
} from '../../../contracts/notification-policy.ts';
import { updateNotificationPolicy } from '../../../notifications/policies/update-policy.ts';
import { memberRoute } from '../define-route.ts';
import { mergePatchBody } from '../request-body.ts';
import { policyExample } from './examples/notification-policy.ts';
import { policyParams } from './policy-params.ts';

/** `PATCH /v1/notification-policies/{policyId}` */
export const updateNotificationPolicyRoute = memberRoute(['notification-policies:write'], {
  method: 'patch',
  audit: 'notification-policy.update',
  path: '/v1/notification-policies/{policyId}',
  operationId: 'updateNotificationPolicy',
  tag: 'Notifications',
  summary: 'Change a notification policy',
  description:
    'A JSON merge patch (RFC 7396): each field that is given is replaced whole, others stay. Open alerts are told as it now says.',
  params: policyParams,
  conditional: true,
  body: mergePatchBody(updateNotificationPolicyRequestSchema, {
    disable: { summary: 'Take it out of use', value: { enabled: false } },
  }),
  success: {
    status: 200,
    description: 'The policy as it now is.',
    schema: notificationPolicyResponseSchema,
    example: { ...policyExample, enabled: false },
  },
  problems: ['NOTIFICATION_POLICY_NOT_FOUND'],
  handle: ({ ctx, params: { policyId }, body, precondition }) =>
    updateNotificationPolicy({ ctx, input: { policyId, patch: body, precondition } }),
});
