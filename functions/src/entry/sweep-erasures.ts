import { onSchedule } from 'firebase-functions/v2/scheduler';
import { runsAs } from '../config/service-accounts.ts';
import { sweepErasures as sweep } from '../custody/erasure/sweep-erasures.ts';
import { Database } from '../firestore/database.ts';
import { runtime } from './runtime.ts';

/** Each hour: hands out the erasures whose time has come, and those whose task was lost. */
export const sweepErasures = onSchedule(
  {
    ...runsAs('sweepErasures'),
    schedule: 'every 1 hours',
    timeoutSeconds: 300,
    retryCount: 0,
    memory: '256MiB',
    maxInstances: 1,
  },
  async () => {
    const { firestore, tasks, now, logger } = runtime();
    const due = await sweep({ db: new Database(firestore), tasks, now: now() });
    if (due > 0) logger.write({ severity: 'INFO', message: `erasures: ${due} handed out` });
  },
);
