import { inhibitionRuleResponseSchema } from '../../../contracts/inhibition-rule.ts';
import { getInhibitionRule } from '../../../notifications/inhibitions/get-inhibition.ts';
import { memberRoute } from '../define-route.ts';
import { inhibitionExample } from './examples/notification-policy.ts';
import { inhibitionParams } from './policy-params.ts';

/** `GET /v1/inhibition-rules/{inhibitionId}` */
export const getInhibitionRuleRoute = memberRoute(['notification-policies:read'], {
  method: 'get',
  path: '/v1/inhibition-rules/{inhibitionId}',
  operationId: 'getInhibitionRule',
  tag: 'Notifications',
  summary: 'Get an inhibition rule',
  description: 'What it says, and since when.',
  params: inhibitionParams,
  conditional: true,
  success: {
    status: 200,
    description: 'The rule.',
    schema: inhibitionRuleResponseSchema,
    example: inhibitionExample,
  },
  problems: ['INHIBITION_RULE_NOT_FOUND'],
  handle: ({ ctx, params }) => getInhibitionRule({ ctx, input: params }),
});
