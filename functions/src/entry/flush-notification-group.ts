import { onTaskDispatched } from 'firebase-functions/v2/tasks';
import { runsAs } from '../config/service-accounts.ts';
import { taskConcurrency } from '../config/task-concurrency.ts';
import { flushGroupTaskSchema } from '../contracts/notification-tasks.ts';
import { flushGroup } from '../notifications/groups/flush-group.ts';
import { counted, oneTask } from './counted.ts';
import { runtime } from './runtime.ts';
import { systemCall } from './system-call.ts';
import { taskPayload } from './task-payload.ts';

/** Looks what is to be told of one group of alerts. Early, late or twice it does no harm. */
export const flushNotificationGroup = onTaskDispatched(
  {
    ...runsAs('flushNotificationGroup'),
    memory: '512MiB',
    timeoutSeconds: 300,
    retryConfig: { maxAttempts: 5, minBackoffSeconds: 2, maxBackoffSeconds: 60 },
    rateLimits: { maxConcurrentDispatches: taskConcurrency(100) },
  },
  async ({ data }) => {
    const input = taskPayload(flushGroupTaskSchema, data, 'flushNotificationGroup');
    if (input === undefined) return;
    const ctx = systemCall('flushNotificationGroup', input.orgId);
    const { result, told, withheld } = await counted(ctx, oneTask, () => flushGroup({ ctx, input }));
    if (told + withheld === 0) return;
    runtime().logger.write({
      severity: 'INFO',
      message: `group ${input.groupId} ${result}: ${told} told, ${withheld} withheld`,
      ...input,
    });
  },
);
