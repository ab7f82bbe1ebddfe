import { onSchedule } from 'firebase-functions/v2/scheduler';
import { sweepDelayMs } from '../config/cloud-scheduler.ts';
import { jobsPerSweep } from '../config/forecast-workers.ts';
import { runsAs } from '../config/service-accounts.ts';
import { Database } from '../firestore/database.ts';
import { dispatchDueJobs as sweep } from '../scheduling/dispatch-due-jobs.ts';
import { dispatchLimits } from '../scheduling/limits.ts';
import { runtime } from './runtime.ts';

/** Every minute: hands out the forecast jobs that are due, and the runs whose worker was lost. */
export const dispatchDueJobs = onSchedule(
  {
    ...runsAs('dispatchDueJobs'),
    schedule: 'every 1 minutes',
    timeoutSeconds: 300,
    retryCount: 0,
    memory: '256MiB',
  },
  async () => {
    const { firestore, tasks, now, logger } = runtime();
    const startedAt = now();
    const dueBy = new Date(startedAt.getTime() - sweepDelayMs);
    const limits = { ...dispatchLimits, perSweep: jobsPerSweep() };
    const summary = await sweep({ db: new Database(firestore), tasks, now: startedAt, dueBy, limits });
    const { due, failed, recovered, migrated, full } = summary;
    if (due + failed.length + recovered + migrated === 0) return;
    logger.write({
      severity: failed.length > 0 ? 'ERROR' : 'INFO',
      message:
        `sweep: ${due} due, ${summary.enqueued} enqueued, ${recovered} recovered, ${migrated} brought up to date, ` +
        `${failed.length} failed${full ? '; more is due and waits for the next sweep' : ''}`,
      failed,
    });
  },
);
