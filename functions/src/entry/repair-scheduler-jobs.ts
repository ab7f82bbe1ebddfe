import { onSchedule } from 'firebase-functions/v2/scheduler';
import { usesCloudScheduler } from '../config/cloud-scheduler.ts';
import { runsAs } from '../config/service-accounts.ts';
import { Database } from '../firestore/database.ts';
import { repairSchedulerJobs as repair } from '../scheduling/cloud-scheduler/repair-scheduler-jobs.ts';
import { cloudScheduler } from './cloud-scheduler.ts';
import { runtime } from './runtime.ts';

/** Each hour: puts right what Cloud Scheduler holds otherwise than the documents say. Not there where the sweep is the trigger. */
export const repairSchedulerJobs = usesCloudScheduler()
  ? onSchedule(
      {
        ...runsAs('repairSchedulerJobs'),
        schedule: 'every 1 hours',
        timeoutSeconds: 540,
        retryCount: 0,
        memory: '512MiB',
        maxInstances: 1,
      },
      async () => {
        const deps = await cloudScheduler();
        if (deps === undefined) return;
        const { firestore, tasks, now, logger } = runtime();
        const warn = (message: string, error: unknown) =>
          logger.write({ severity: 'WARNING', message, error });
        const db = new Database(firestore);
        const { reads, writes } = deps.meter;
        const summary = await repair({ db, tasks, now: now(), deps, warn });
        const { documents, held, repaired, orphans, failed, complete } = summary;
        logger.write({
          severity: failed.length > 0 ? 'ERROR' : 'INFO',
          message: `repair: ${documents} jobs, ${held} in Cloud Scheduler, ${repaired} repaired, ${orphans} orphans, ${failed.length} failed${complete ? '' : ', more to do'}`,
          failed,
          documentReads: db.meter.reads,
          documentWrites: db.meter.writes,
          schedulerReads: deps.meter.reads - reads,
          schedulerWrites: deps.meter.writes - writes,
        });
      },
    )
  : undefined;
