import {
  createInhibitionRuleRequestSchema,
  inhibitionRuleResponseSchema,
} from '../../../contracts/inhibition-rule.ts';
import { createInhibitionRule } from '../../../notifications/inhibitions/create-inhibition.ts';
import { memberRoute } from '../define-route.ts';
import { jsonBody } from '../request-body.ts';
import { inhibitionExample, inhibitionRequestExample } from './examples/notification-policy.ts';

/** `POST /v1/inhibition-rules` */
export const createInhibitionRuleRoute = memberRoute(['notification-policies:write'], {
  method: 'post',
  audit: 'inhibition-rule.create',
  path: '/v1/inhibition-rules',
  operationId: 'createInhibitionRule',
  tag: 'Notifications',
  summary: 'Create an inhibition rule',
  description:
    'While an alert that matches the source is open, alerts that match the target and share the `equal` labels are not told; their timelines say so. What it inhibits is looked at again every group interval.',
  body: jsonBody(createInhibitionRuleRequestSchema, {
    closed: { summary: 'An airport that is closed', value: inhibitionRequestExample },
  }),
  success: {
    status: 201,
    description: 'The rule.',
    schema: inhibitionRuleResponseSchema,
    example: inhibitionExample,
    location: ({ inhibitionId }) => `/v1/inhibition-rules/${inhibitionId}`,
  },
  problems: ['INHIBITION_RULES_EXHAUSTED'],
  handle: ({ ctx, body }) => createInhibitionRule({ ctx, input: body }),
});
