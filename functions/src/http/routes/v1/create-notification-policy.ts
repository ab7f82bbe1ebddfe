import {
  createNotificationPolicyRequestSchema,
  notificationPolicyResponseSchema,
} from '../../../contracts/notification-policy.ts';
import { createNotificationPolicy } from '../../../notifications/policies/create-policy.ts';
import { memberRoute } from '../define-route.ts';
import { jsonBody } from '../request-body.ts';
import { policyExample, policyRequestExample } from './examples/notification-policy.ts';

/** `POST /v1/notification-policies` */
export const createNotificationPolicyRoute = memberRoute(['notification-policies:write'], {
  method: 'post',
  audit: 'notification-policy.create',
  path: '/v1/notification-policies',
  operationId: 'createNotificationPolicy',
  tag: 'Notifications',
  summary: 'Create a notification policy',
  description:
    'Says how alerts are told whose rule does not say so itself: to which channels, which of them together, how soon and how often. Policies are asked in ascending `order`; the first that matches decides, with those after it where it says `continue`. Open alerts are told by it from now on.',
  body: jsonBody(createNotificationPolicyRequestSchema, {
    north: { summary: 'Some airports, not at night', value: policyRequestExample },
  }),
  success: {
    status: 201,
    description: 'The policy.',
    schema: notificationPolicyResponseSchema,
    example: policyExample,
    location: ({ policyId }) => `/v1/notification-policies/${policyId}`,
  },
  problems: ['NOTIFICATION_POLICIES_EXHAUSTED'],
  handle: ({ ctx, body }) => createNotificationPolicy({ ctx, input: body }),
});
