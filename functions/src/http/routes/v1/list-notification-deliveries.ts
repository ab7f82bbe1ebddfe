import {
  notificationDeliveryQuerySchema,
  notificationDeliveryResponseSchema,
} from '../../../contracts/notification-delivery.ts';
import { listDeliveries } from '../../../notifications/deliveries/list-deliveries.ts';
import { memberRoute } from '../define-route.ts';
import { listQuery, pageOf } from '../page.ts';
import { deliveryExample } from './examples/notification-delivery.ts';

const { state, channelId, alertId } = notificationDeliveryQuerySchema.shape;

/** `GET /v1/notification-deliveries` */
export const listNotificationDeliveriesRoute = memberRoute(['notification-deliveries:read'], {
  method: 'get',
  path: '/v1/notification-deliveries',
  operationId: 'listNotificationDeliveries',
  tag: 'Notifications',
  summary: 'List what was told, and what was not',
  description:
    'Messages to channels with each attempt to send them, the latest first. `state=failed` lists the dead letters, `state=withheld` what was not sent and why; a filter by alert finds the messages that name it.',
  query: listQuery({ state, channelId, alertId }),
  success: {
    status: 200,
    description: 'A page of deliveries.',
    schema: pageOf(notificationDeliveryResponseSchema, 'NotificationDeliveryPage'),
    example: { items: [deliveryExample], nextPageToken: null },
  },
  problems: ['PAGE_TOKEN_INVALID'],
  handle: ({ ctx, query }) => listDeliveries({ ctx, input: query }),
});
