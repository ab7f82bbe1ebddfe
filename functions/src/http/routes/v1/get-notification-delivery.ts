import { notificationDeliveryResponseSchema } from '../../../contracts/notification-delivery.ts';
import { getDelivery } from '../../../notifications/deliveries/get-delivery.ts';
import { memberRoute } from '../define-route.ts';
import { deliveryParams } from './delivery-params.ts';
import { deliveryExample } from './examples/notification-delivery.ts';

/** `GET /v1/notification-deliveries/{deliveryId}` */
export const getNotificationDeliveryRoute = memberRoute(['notification-deliveries:read'], {
  method: 'get',
  path: '/v1/notification-deliveries/{deliveryId}',
  operationId: 'getNotificationDelivery',
  tag: 'Notifications',
  summary: 'Get a delivery',
  description:
    'One message to one channel: what it says, where it stands, and what the other side answered each time.',
  params: deliveryParams,
  success: {
    status: 200,
    description: 'The delivery.',
    schema: notificationDeliveryResponseSchema,
    example: deliveryExample,
  },
  problems: ['NOTIFICATION_DELIVERY_NOT_FOUND'],
  handle: ({ ctx, params }) => getDelivery({ ctx, input: params }),
});
