import { onSchedule } from 'firebase-functions/v2/scheduler';
import { runsAs } from '../config/service-accounts.ts';
import { Database } from '../firestore/database.ts';
import { advanceDeliveries } from '../notifications/deliveries/advance-deliveries.ts';
import { advanceGroups } from '../scheduling/advance-groups.ts';
import { advanceSilences } from '../scheduling/advance-silences.ts';
import { advanceWatches } from '../scheduling/advance-watches.ts';
import { runtime } from './runtime.ts';

/** What one part of a tick found; `failed` is for the log, and is tried again by the next tick. */
interface PartResult {
  readonly failed: readonly unknown[];
  readonly full: boolean;
}

/**
 * Every minute: silences that begin or end, rules that wait for a series to fall silent, groups of alerts that are to be
 * looked at, and messages whose task is late or lost. Each part costs one read where nothing is due, and one that fails
 * keeps no other from its turn.
 */
export const tickNotifications = onSchedule(
  {
    ...runsAs('tickNotifications'),
    schedule: 'every 1 minutes',
    timeoutSeconds: 300,
    retryCount: 0,
    memory: '256MiB',
  },
  async () => {
    const { firestore, tasks, now: clock } = runtime();
    const now = clock();
    const input = { db: new Database(firestore), tasks, now };
    await part('silences', () => advanceSilences(input));
    await part('watches', () => advanceWatches(input));
    await part('groups', () => advanceGroups(input));
    await part('deliveries', () => advanceDeliveries(input, now));
  },
);

async function part(name: string, advance: () => Promise<PartResult>): Promise<void> {
  const { logger } = runtime();
  try {
    const { failed, full } = await advance();
    if (failed.length === 0 && !full) return;
    const more = full ? '; more is due and waits for the next tick' : '';
    const severity = failed.length > 0 ? 'ERROR' : 'INFO';
    logger.write({ severity, message: `${name}: ${failed.length} failed${more}`, failed });
  } catch (error) {
    logger.write({ severity: 'ERROR', message: `${name}: the tick did not get through`, error });
  }
}
