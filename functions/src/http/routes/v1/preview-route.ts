import { routePreviewRequestSchema, routePreviewSchema } from '../../../contracts/notification-policy.ts';
import { previewRoute } from '../../../notifications/policies/preview-route.ts';
import { memberRoute } from '../define-route.ts';
import { jsonBody } from '../request-body.ts';
import { exampleIds } from './examples/ids.ts';
import { routePreviewExample } from './examples/notification-policy.ts';

/** `POST /v1/notification-policies/route` */
export const previewRouteRoute = memberRoute(['notification-policies:read', 'alerts:read'], {
  method: 'post',
  audit: { none: 'read-only' },
  path: '/v1/notification-policies/route',
  operationId: 'previewRoute',
  tag: 'Notifications',
  summary: 'Preview a route',
  description:
    'Which channels an alert would reach now, in which group, which policies were asked and decided so, and what inhibits it. Takes an alert, or the labels of one that does not exist. Nothing is changed.',
  body: jsonBody(routePreviewRequestSchema, {
    labels: { summary: 'An alert that does not exist', value: { labels: routePreviewExample.labels } },
    alert: { summary: 'An alert', value: { alertId: exampleIds.alert } },
  }),
  success: {
    status: 200,
    description: 'The routes, and why.',
    schema: routePreviewSchema,
    example: routePreviewExample,
  },
  problems: ['ALERT_NOT_FOUND'],
  handle: ({ ctx, body }) => previewRoute({ ctx, input: body }),
});
