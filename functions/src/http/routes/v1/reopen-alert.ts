import { alertResponseSchema, reopenAlertRequestSchema } from '../../../contracts/alert.ts';
import { reopenAlert } from '../../../pipeline/alert/reopen-alert.ts';
import { memberRoute } from '../define-route.ts';
import { jsonBody } from '../request-body.ts';
import { alertParams } from './alert-params.ts';
import { alertExample } from './examples/alert.ts';

/** `POST /v1/alerts/{alertId}/reopen` */
export const reopenAlertRoute = memberRoute(['alerts:write'], {
  method: 'post',
  audit: 'alert.reopen',
  path: '/v1/alerts/{alertId}/reopen',
  operationId: 'reopenAlert',
  tag: 'Alerts',
  summary: 'Reopen an alert',
  description:
    'Says that it is not over, or takes an acknowledgement back: the same episode fires again. The next check that is clear resolves it as ever. Reopening one that fires changes nothing.',
  params: alertParams,
  body: jsonBody(reopenAlertRequestSchema, {
    reason: { summary: 'Not over', value: { reason: 'still dropping' } },
  }),
  success: {
    status: 200,
    description: 'The alert as it now is.',
    schema: alertResponseSchema,
    example: alertExample,
  },
  problems: ['ALERT_NOT_FOUND', 'ALERT_NOT_REOPENABLE'],
  handle: ({ ctx, params: { alertId }, body }) => reopenAlert({ ctx, input: { alertId, ...body } }),
});
