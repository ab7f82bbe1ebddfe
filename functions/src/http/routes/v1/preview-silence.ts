import { previewSilenceRequestSchema, silencePreviewSchema } from '../../../contracts/silence.ts';
import { previewSilence } from '../../../pipeline/alert/silences/preview-silence.ts';
import { memberRoute } from '../define-route.ts';
import { jsonBody } from '../request-body.ts';
import { alertExample } from './examples/alert.ts';

const matchers = [{ label: 'airport', value: 'ATL' }];

/** `POST /v1/silences/preview` */
export const previewSilenceRoute = memberRoute(['silences:read', 'alerts:read'], {
  method: 'post',
  audit: { none: 'read-only' },
  path: '/v1/silences/preview',
  operationId: 'previewSilence',
  tag: 'Silences',
  summary: 'Preview a silence',
  description: 'Which of the open alerts matchers hold for, newest first. Nothing is changed.',
  body: jsonBody(previewSilenceRequestSchema, {
    airport: { summary: 'One airport', value: { matchers } },
  }),
  success: {
    status: 200,
    description: 'The alerts.',
    schema: silencePreviewSchema,
    example: { alerts: [alertExample], looked: 7, complete: true },
  },
  handle: ({ ctx, body }) => previewSilence({ ctx, input: body }),
});
