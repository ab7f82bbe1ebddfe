import { acknowledgeAlertRequestSchema, alertResponseSchema } from '../../../contracts/alert.ts';
import { acknowledgeAlert } from '../../../pipeline/alert/acknowledge-alert.ts';
import { memberRoute } from '../define-route.ts';
import { optionalJsonBody } from '../request-body.ts';
import { alertParams } from './alert-params.ts';
import { alertExample } from './examples/alert.ts';

/** `POST /v1/alerts/{alertId}/acknowledge` */
export const acknowledgeAlertRoute = memberRoute(['alerts:write'], {
  method: 'post',
  audit: 'alert.acknowledge',
  path: '/v1/alerts/{alertId}/acknowledge',
  operationId: 'acknowledgeAlert',
  tag: 'Alerts',
  summary: 'Acknowledge an alert',
  description: 'Says that somebody looks after it. The timeline keeps who, when and the note.',
  params: alertParams,
  body: optionalJsonBody(acknowledgeAlertRequestSchema, {
    note: { summary: 'With a note', value: { note: 'de-icing, back by 16:00' } },
  }),
  success: {
    status: 200,
    description: 'The alert as it now is.',
    schema: alertResponseSchema,
    example: {
      ...alertExample,
      state: 'acknowledged',
      acknowledgedAt: new Date('2026-11-21T05:04:00Z'),
      acknowledgedBy: 'user:Zk3qX1b2c3d4e5f6',
    },
  },
  problems: ['ALERT_NOT_FOUND', 'ALERT_NOT_FIRING'],
  handle: ({ ctx, params: { alertId }, body }) => acknowledgeAlert({ ctx, input: { alertId, ...body } }),
});
