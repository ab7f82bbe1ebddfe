import { onSchedule } from 'firebase-functions/v2/scheduler';
import { Database } from '../firestore/database.ts';
import { rollUpUsage as rollUp } from '../operator/limits/roll-up-usage.ts';
import { runtime } from './runtime.ts';

/** Every quarter of an hour: sums up what organizations used, so that a day is one document. */
export const rollUpUsage = onSchedule(
  { schedule: 'every 15 minutes', timeoutSeconds: 300, retryCount: 0, memory: '256MiB' },
  async () => {
    const { firestore, now, logger } = runtime();
    const db = new Database(firestore);
    const { days, drifted, failed, full } = await rollUp({ db, now: now() });
    if (days + failed.length === 0) return;
    logger.write({
      severity: failed.length > 0 ? 'ERROR' : drifted.length > 0 ? 'WARNING' : 'INFO',
      message:
        `usage: ${days} days summed up, ${drifted.length} counters of series put right, ${failed.length} failed` +
        (full ? '; more waits for the next time' : ''),
      drifted,
      failed,
      documentReads: db.meter.reads,
      documentWrites: db.meter.writes,
    });
  },
);
