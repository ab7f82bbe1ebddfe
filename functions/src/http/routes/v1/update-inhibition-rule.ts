import {
  inhibitionRuleResponseSchema,
  updateInhibitionRuleRequestSchema,
} from '../../../contracts/inhibition-rule.ts';
import { updateInhibitionRule } from '../../../notifications/inhibitions/update-inhibition.ts';
import { memberRoute } from '../define-route.ts';
import { mergePatchBody } from '../request-body.ts';
import { inhibitionExample } from './examples/notification-policy.ts';
import { inhibitionParams } from './policy-params.ts';

/** `PATCH /v1/inhibition-rules/{inhibitionId}` */
export const updateInhibitionRuleRoute = memberRoute(['notification-policies:write'], {
  method: 'patch',
  audit: 'inhibition-rule.update',
  path: '/v1/inhibition-rules/{inhibitionId}',
  operationId: 'updateInhibitionRule',
  tag: 'Notifications',
  summary: 'Change an inhibition rule',
  description:
    'A JSON merge patch (RFC 7396): each field that is given is replaced whole, others stay. It holds from the next look at a group on.',
  params: inhibitionParams,
  conditional: true,
  body: mergePatchBody(updateInhibitionRuleRequestSchema, {
    disable: { summary: 'Take it out of use', value: { enabled: false } },
  }),
  success: {
    status: 200,
    description: 'The rule as it now is.',
    schema: inhibitionRuleResponseSchema,
    example: { ...inhibitionExample, enabled: false },
  },
  problems: ['INHIBITION_RULE_NOT_FOUND'],
  handle: ({ ctx, params: { inhibitionId }, body, precondition }) =>
    updateInhibitionRule({ ctx, input: { inhibitionId, patch: body, precondition } }),
});
