import { alertDetailResponseSchema } from '../../../contracts/alert.ts';
import { getAlert } from '../../../pipeline/alert/get-alert.ts';
import { memberRoute } from '../define-route.ts';
import { alertParams } from './alert-params.ts';
import { alertDetailExample } from './examples/alert.ts';

/** `GET /v1/alerts/{alertId}` */
export const getAlertRoute = memberRoute(['alerts:read'], {
  method: 'get',
  path: '/v1/alerts/{alertId}',
  operationId: 'getAlert',
  tag: 'Alerts',
  summary: 'Get an alert',
  description: 'The alert with its timeline: each change of state, when, why and by whom.',
  params: alertParams,
  success: {
    status: 200,
    description: 'The alert and its timeline.',
    schema: alertDetailResponseSchema,
    example: alertDetailExample,
  },
  problems: ['ALERT_NOT_FOUND'],
  handle: ({ ctx, params }) => getAlert({ ctx, input: params }),
});
