import { alertResponseSchema, noteAlertRequestSchema } from '../../../contracts/alert.ts';
import { noteAlert } from '../../../pipeline/alert/note-alert.ts';
import { memberRoute } from '../define-route.ts';
import { jsonBody } from '../request-body.ts';
import { alertParams } from './alert-params.ts';
import { alertExample } from './examples/alert.ts';

/** `POST /v1/alerts/{alertId}/notes` */
export const noteAlertRoute = memberRoute(['alerts:write'], {
  method: 'post',
  audit: 'alert.note',
  path: '/v1/alerts/{alertId}/notes',
  operationId: 'noteAlert',
  tag: 'Alerts',
  summary: 'Add a note to an alert',
  description:
    'The timeline keeps the note, with who wrote it and when; the state of the alert stays as it is, open or over.',
  params: alertParams,
  body: jsonBody(noteAlertRequestSchema, {
    note: { summary: 'A note', value: { note: 'asked the tower' } },
  }),
  success: {
    status: 200,
    description: 'The alert as it now is.',
    schema: alertResponseSchema,
    example: { ...alertExample, eventCount: 2 },
  },
  problems: ['ALERT_NOT_FOUND'],
  handle: ({ ctx, params: { alertId }, body }) => noteAlert({ ctx, input: { alertId, ...body } }),
});
