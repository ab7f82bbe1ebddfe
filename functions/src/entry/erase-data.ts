import { onTaskDispatched } from 'firebase-functions/v2/tasks';
import { runsAs } from '../config/service-accounts.ts';
import { taskConcurrency } from '../config/task-concurrency.ts';
import { erasureTaskSchema } from '../contracts/erasure.ts';
import { runErasure } from '../custody/erasure/run-erasure.ts';
import { Database } from '../firestore/database.ts';
import { runtime } from './runtime.ts';
import { taskPayload } from './task-payload.ts';

/** Some steps of the erasure of an organization or a person; it queues the next. Few at a time: nobody waits for it. */
export const eraseData = onTaskDispatched(
  {
    ...runsAs('eraseData'),
    memory: '512MiB',
    concurrency: 1,
    timeoutSeconds: 540,
    retryConfig: { maxAttempts: 8, minBackoffSeconds: 10, maxBackoffSeconds: 600 },
    rateLimits: { maxConcurrentDispatches: taskConcurrency(5) },
  },
  async ({ data }) => {
    const input = taskPayload(erasureTaskSchema, data, 'eraseData');
    if (input === undefined) return;
    const { firestore, tasks, now, notifier, accounts, logger } = runtime();
    const db = new Database(firestore);
    const deps = { db, tasks, now: now(), secrets: notifier?.secrets, accounts };
    const result = await runErasure({ deps, input });
    const { reads, writes } = db.meter;
    logger.write({
      severity: 'INFO',
      message: `erasure ${input.erasureId}: ${result}`,
      ...input,
      reads,
      writes,
    });
  },
);
