import { alertQuerySchema, alertResponseSchema } from '../../../contracts/alert.ts';
import { listAlerts } from '../../../pipeline/alert/list-alerts.ts';
import { memberRoute } from '../define-route.ts';
import { listQuery, pageOf } from '../page.ts';
import { alertExample } from './examples/alert.ts';

const { state, open, ruleId, jobId, metricId } = alertQuerySchema.shape;

/** `GET /v1/alerts` */
export const listAlertsRoute = memberRoute(['alerts:read'], {
  method: 'get',
  path: '/v1/alerts',
  operationId: 'listAlerts',
  tag: 'Alerts',
  summary: 'List alerts',
  description:
    'Episodes of rules on series, and of forecast jobs that keep failing, the latest first. `open=true` lists what still goes on.',
  query: listQuery({ state, open, ruleId, jobId, metricId }),
  success: {
    status: 200,
    description: 'A page of alerts.',
    schema: pageOf(alertResponseSchema, 'AlertPage'),
    example: { items: [alertExample], nextPageToken: null },
  },
  problems: ['PAGE_TOKEN_INVALID'],
  handle: ({ ctx, query }) => listAlerts({ ctx, input: query }),
});
