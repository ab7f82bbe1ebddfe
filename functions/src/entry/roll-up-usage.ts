import { onSchedule } from 'firebase-functions/v2/scheduler';
import { runsAs } from '../config/service-accounts.ts';
import { Database } from '../firestore/database.ts';
import { type RollUpSummary, rollUpUsage as rollUp } from '../operator/limits/roll-up-usage.ts';
import { runtime } from './runtime.ts';

/** What is left then waits for the next time, with a minute to spare of those that the function has. */
const workMsMax = 240_000;

/** Every quarter of an hour: sums up what organizations used, so that a day is one document. */
export const rollUpUsage = onSchedule(
  {
    ...runsAs('rollUpUsage'),
    schedule: 'every 15 minutes',
    timeoutSeconds: 300,
    retryCount: 0,
    memory: '256MiB',
  },
  async () => {
    const { firestore, now } = runtime();
    const startedAt = performance.now();
    const db = new Database(firestore);
    let summary: RollUpSummary;
    do {
      summary = await rollUp({ db, now: now() });
      report(summary, db);
    } while (summary.full && summary.days > 0 && performance.now() - startedAt < workMsMax);
  },
);

function report({ days, drifted, failed, full }: RollUpSummary, { meter }: Database): void {
  if (days + failed.length === 0) return;
  runtime().logger.write({
    severity: failed.length > 0 ? 'ERROR' : drifted.length > 0 ? 'WARNING' : 'INFO',
    message:
      `usage: ${days} days summed up, ${drifted.length} counters of series put right, ${failed.length} failed` +
      (full ? '; there is more' : ''),
    drifted,
    failed,
    documentReads: meter.reads,
    documentWrites: meter.writes,
  });
}
