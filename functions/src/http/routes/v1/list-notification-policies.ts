import { notificationPolicyResponseSchema } from '../../../contracts/notification-policy.ts';
import { listNotificationPolicies } from '../../../notifications/policies/list-policies.ts';
import { memberRoute } from '../define-route.ts';
import { listQuery, pageOf } from '../page.ts';
import { policyExample } from './examples/notification-policy.ts';

/** `GET /v1/notification-policies` */
export const listNotificationPoliciesRoute = memberRoute(['notification-policies:read'], {
  method: 'get',
  path: '/v1/notification-policies',
  operationId: 'listNotificationPolicies',
  tag: 'Notifications',
  summary: 'List notification policies',
  description: 'The notification policies of the organization, disabled ones too, in order of their ids.',
  query: listQuery({}),
  success: {
    status: 200,
    description: 'A page of notification policies.',
    schema: pageOf(notificationPolicyResponseSchema, 'NotificationPolicyPage'),
    example: { items: [policyExample], nextPageToken: null },
  },
  problems: ['PAGE_TOKEN_INVALID'],
  handle: ({ ctx, query }) => listNotificationPolicies({ ctx, input: query }),
});
