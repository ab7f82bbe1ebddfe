import { randomUUID } from 'node:crypto';
import { onTaskDispatched } from 'firebase-functions/v2/tasks';
import { chartLinkSecrets } from '../config/charts.ts';
import { runsAs } from '../config/service-accounts.ts';
import { smtpSecrets } from '../config/smtp.ts';
import { taskConcurrency } from '../config/task-concurrency.ts';
import { deliverNotificationTaskSchema } from '../contracts/notification-tasks.ts';
import { deliverNotification as deliver } from '../notifications/deliveries/deliver-notification.ts';
import { requireNotifier } from '../notifications/require-notifier.ts';
import { sendByChannel } from '../notifications/senders/send-by-channel.ts';
import { counted, oneTask } from './counted.ts';
import { runtime } from './runtime.ts';
import { systemCall } from './system-call.ts';
import { taskPayload } from './task-payload.ts';

const workerId = `worker-${randomUUID()}`;

/**
 * One attempt of one delivery, claimed by a lease. Retries are by the delivery's own schedule; the queue's are for what fails
 * before a message was claimed, or after it was sent.
 */
export const deliverNotification = onTaskDispatched(
  {
    ...runsAs('deliverNotification'),
    memory: '512MiB',
    timeoutSeconds: 120,
    secrets: [...smtpSecrets, ...chartLinkSecrets],
    retryConfig: { maxAttempts: 5, minBackoffSeconds: 5, maxBackoffSeconds: 120 },
    rateLimits: { maxConcurrentDispatches: taskConcurrency(50) },
  },
  async ({ data }) => {
    const input = taskPayload(deliverNotificationTaskSchema, data, 'deliverNotification');
    if (input === undefined) return;
    const { orgId, deliveryId } = input;
    const { logger, now } = runtime();
    const warn = (message: string, error: unknown) =>
      logger.write({ severity: 'WARNING', message, orgId, deliveryId, workerId, error });
    const ctx = { ...systemCall('deliverNotification', orgId), warn };
    const send = sendByChannel(requireNotifier(ctx), warn);
    const deps = { send, workerId, clock: now };
    const result = await counted(ctx, oneTask, () => deliver({ ctx, input, deps }));
    const severity = result === 'failed' || result === 'give-up' ? 'WARNING' : 'INFO';
    logger.write({
      severity,
      message: `delivery ${deliveryId}: ${result}`,
      orgId,
      deliveryId,
      workerId,
      result,
    });
  },
);
