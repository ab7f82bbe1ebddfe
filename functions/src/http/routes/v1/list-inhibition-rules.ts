import { inhibitionRuleResponseSchema } from '../../../contracts/inhibition-rule.ts';
import { listInhibitionRules } from '../../../notifications/inhibitions/list-inhibitions.ts';
import { memberRoute } from '../define-route.ts';
import { listQuery, pageOf } from '../page.ts';
import { inhibitionExample } from './examples/notification-policy.ts';

/** `GET /v1/inhibition-rules` */
export const listInhibitionRulesRoute = memberRoute(['notification-policies:read'], {
  method: 'get',
  path: '/v1/inhibition-rules',
  operationId: 'listInhibitionRules',
  tag: 'Notifications',
  summary: 'List inhibition rules',
  description: 'The inhibition rules of the organization, disabled ones too, in order of their ids.',
  query: listQuery({}),
  success: {
    status: 200,
    description: 'A page of inhibition rules.',
    schema: pageOf(inhibitionRuleResponseSchema, 'InhibitionRulePage'),
    example: { items: [inhibitionExample], nextPageToken: null },
  },
  problems: ['PAGE_TOKEN_INVALID'],
  handle: ({ ctx, query }) => listInhibitionRules({ ctx, input: query }),
});
