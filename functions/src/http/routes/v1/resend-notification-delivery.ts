import { notificationDeliveryResponseSchema } from '../../../contracts/notification-delivery.ts';
import { resendDelivery } from '../../../notifications/deliveries/resend-delivery.ts';
import { memberRoute } from '../define-route.ts';
import { deliveryParams } from './delivery-params.ts';
import { deliveryExample } from './examples/notification-delivery.ts';

/** `POST /v1/notification-deliveries/{deliveryId}/resend` */
export const resendNotificationDeliveryRoute = memberRoute(['notification-deliveries:write'], {
  method: 'post',
  audit: 'notification-delivery.resend',
  path: '/v1/notification-deliveries/{deliveryId}/resend',
  operationId: 'resendNotificationDelivery',
  tag: 'Notifications',
  summary: 'Send a delivery again',
  description:
    'Queues a delivery that is over once more: a dead letter, one that was withheld, or one that the other side took and lost. It is the same message under the same id (`webhook-id`), so that a receiver that has it knows it again. Takes no body.',
  params: deliveryParams,
  success: {
    status: 202,
    description: 'The delivery waits to be sent again.',
    schema: notificationDeliveryResponseSchema,
    example: {
      ...deliveryExample,
      state: 'pending',
      message: 'waits to be sent again',
      attempt: 0,
      nextAttemptAt: new Date('2026-11-21T08:00:00Z'),
      resentAt: new Date('2026-11-21T08:00:00Z'),
      resentBy: 'user:Zk3qX1b2c3d4e5f6',
      expireAt: null,
      updatedAt: new Date('2026-11-21T08:00:00Z'),
    },
    location: ({ deliveryId }) => `/v1/notification-deliveries/${deliveryId}`,
  },
  problems: ['NOTIFICATION_DELIVERY_NOT_FOUND', 'DELIVERY_UNDER_WAY'],
  handle: ({ ctx, params }) => resendDelivery({ ctx, input: params }),
});
