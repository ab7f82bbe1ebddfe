import type { Query } from 'firebase-admin/firestore';
import type { TaskQueue } from '../../contracts/tasks.ts';
import type { Database } from '../../firestore/database.ts';
import { dueQuery } from './delivery-queries.ts';
import { advanceLimits, queueGraceMs } from './limits.ts';

/** What a tick over all organizations works with. */
export interface AdvanceDeps {
  readonly db: Database;
  readonly tasks: TaskQueue;
  readonly limits?: { readonly atOnce: number; readonly perTick: number };
}

/** How many deliveries a tick handed to the queue, and which it could not. */
export interface AdvancedDeliveries {
  readonly enqueued: number;
  readonly failed: readonly { readonly path: string; readonly cause: unknown }[];
  /** Whether it stopped at its limit: what is left is the next one's, the longest due first. */
  readonly full: boolean;
}

/**
 * Hands each delivery to the queue again whose task is late or lost, or whose worker was lost, of all organizations. Costs
 * one read when there is none. A delivery that is handed out twice is sent once: its claim sees to that.
 */
export async function advanceDeliveries(
  { db, tasks, limits = advanceLimits }: AdvanceDeps,
  now: Date,
): Promise<AdvancedDeliveries> {
  const failed: { path: string; cause: unknown }[] = [];
  let found = 0;
  let rest: Query = dueQuery(db.firestore, new Date(now.getTime() - queueGraceMs));
  while (found < limits.perTick) {
    const asked = Math.min(limits.atOnce, limits.perTick - found);
    const page = await db.query(rest.limit(asked));
    found += page.length;
    const results = await Promise.allSettled(
      page.map(async ({ ref }) => tasks.enqueueDelivery(taskOf(ref.path))),
    );
    results.forEach((result, index) => {
      if (result.status === 'rejected')
        failed.push({ path: page[index]?.ref.path ?? '', cause: result.reason });
    });
    const last = page.at(-1);
    if (page.length < asked || last === undefined)
      return { enqueued: found - failed.length, failed, full: false };
    rest = rest.startAfter(last);
  }
  return { enqueued: found - failed.length, failed, full: true };
}

function taskOf(path: string): { orgId: string; deliveryId: string } {
  const [root, orgId, deliveries, deliveryId, ...more] = path.split('/');
  const known = root === 'organizations' && deliveries === 'notification_deliveries' && more.length === 0;
  if (!known || orgId === undefined || deliveryId === undefined) {
    throw new Error(`${path} is not a delivery`);
  }
  return { orgId, deliveryId };
}
