import { alertRuleQuerySchema, alertRuleResponseSchema } from '../../../contracts/alert-rule.ts';
import { listAlertRules } from '../../../pipeline/alert/list-alert-rules.ts';
import { memberRoute } from '../define-route.ts';
import { listQuery, pageOf } from '../page.ts';
import { alertRuleExample } from './examples/alert.ts';

const { enabled } = alertRuleQuerySchema.shape;

/** `GET /v1/alert-rules` */
export const listAlertRulesRoute = memberRoute(['alert-rules:read'], {
  method: 'get',
  path: '/v1/alert-rules',
  operationId: 'listAlertRules',
  tag: 'Alerts',
  summary: 'List alert rules',
  description: 'The rules of the organization, disabled ones too unless `enabled` says otherwise.',
  query: listQuery({ enabled }),
  success: {
    status: 200,
    description: 'A page of rules.',
    schema: pageOf(alertRuleResponseSchema, 'AlertRulePage'),
    example: { items: [alertRuleExample], nextPageToken: null },
  },
  problems: ['PAGE_TOKEN_INVALID'],
  handle: ({ ctx, query }) => listAlertRules({ ctx, input: query }),
});
