import { usageQuerySchema, usageResponseSchema } from '../../../contracts/usage.ts';
import { getUsage } from '../../../operator/limits/get-usage.ts';
import { memberRoute } from '../define-route.ts';
import { usageExample } from './examples/usage.ts';

/** `GET /v1/usage` */
export const getUsageRoute = memberRoute(['usage:read'], {
  method: 'get',
  path: '/v1/usage',
  operationId: 'getUsage',
  tag: 'Organizations',
  summary: 'Get what is used, and what is left',
  description:
    'What the organization used on each day (UTC) and what that cost at list prices; its plan, and what of each quota is used and left. The last 30 days unless `from` and `to` say otherwise. Today is as of a minute ago or less.',
  query: usageQuerySchema,
  success: {
    status: 200,
    description: 'Plan, quotas and days.',
    schema: usageResponseSchema,
    example: usageExample,
  },
  handle: ({ ctx, query }) => getUsage({ ctx, input: query }),
});
