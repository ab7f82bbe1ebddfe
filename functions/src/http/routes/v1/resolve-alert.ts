import { alertResponseSchema, resolveAlertRequestSchema } from '../../../contracts/alert.ts';
import { resolveAlert } from '../../../pipeline/alert/resolve-alert.ts';
import { memberRoute } from '../define-route.ts';
import { jsonBody } from '../request-body.ts';
import { alertParams } from './alert-params.ts';
import { alertExample } from './examples/alert.ts';

/** `POST /v1/alerts/{alertId}/resolve` */
export const resolveAlertRoute = memberRoute(['alerts:write'], {
  method: 'post',
  audit: 'alert.resolve',
  path: '/v1/alerts/{alertId}/resolve',
  operationId: 'resolveAlert',
  tag: 'Alerts',
  summary: 'Resolve an alert',
  description:
    'Says that it is over, whatever the data says. While its condition holds on, no other opens until it has been clear once, or for as long as notifications wait before they repeat. Resolving again changes nothing.',
  params: alertParams,
  body: jsonBody(resolveAlertRequestSchema, {
    reason: { summary: 'Over', value: { reason: 'sensor replaced' } },
  }),
  success: {
    status: 200,
    description: 'The alert as it now is.',
    schema: alertResponseSchema,
    example: {
      ...alertExample,
      state: 'resolved',
      open: false,
      resolvedAt: new Date('2026-11-21T05:04:00Z'),
      resolvedBy: 'user:Zk3qX1b2c3d4e5f6',
      awaitsClear: true,
    },
  },
  problems: ['ALERT_NOT_FOUND', 'ALERT_NOT_FIRING'],
  handle: ({ ctx, params: { alertId }, body }) => resolveAlert({ ctx, input: { alertId, ...body } }),
});
