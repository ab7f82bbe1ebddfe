import { alertResponseSchema, assignAlertRequestSchema } from '../../../contracts/alert.ts';
import { assignAlert } from '../../../pipeline/alert/assign-alert.ts';
import { memberRoute } from '../define-route.ts';
import { jsonBody } from '../request-body.ts';
import { alertParams } from './alert-params.ts';
import { alertExample } from './examples/alert.ts';
import { exampleIds } from './examples/ids.ts';

/** `POST /v1/alerts/{alertId}/assign` */
export const assignAlertRoute = memberRoute(['alerts:write'], {
  method: 'post',
  audit: 'alert.assign',
  path: '/v1/alerts/{alertId}/assign',
  operationId: 'assignAlert',
  tag: 'Alerts',
  summary: 'Assign an alert',
  description:
    'Says which member is to look after it, or with null that nobody in particular is. Its state stays as it is. Assigning the same again changes nothing.',
  params: alertParams,
  body: jsonBody(assignAlertRequestSchema, {
    assign: { summary: 'To a member', value: { memberId: exampleIds.member } },
    unassign: { summary: 'To nobody', value: { memberId: null, note: 'shift over' } },
  }),
  success: {
    status: 200,
    description: 'The alert as it now is.',
    schema: alertResponseSchema,
    example: { ...alertExample, assignedTo: exampleIds.member },
  },
  problems: ['ALERT_NOT_FOUND'],
  handle: ({ ctx, params: { alertId }, body }) => assignAlert({ ctx, input: { alertId, ...body } }),
});
