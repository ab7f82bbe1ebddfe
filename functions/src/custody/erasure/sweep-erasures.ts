import type { TaskQueue } from '../../contracts/tasks.ts';
import { erasureCollection } from '../../firestore/collections.ts';
import type { Database } from '../../firestore/database.ts';

/** Erasures that one sweep hands out at the most; the next goes on. */
const perSweep = 200;

/**
 * Hands out the erasures that are due, and those whose task was lost. One read where there are none.
 * Query: `nextAt <= now`, by `nextAt`; over all organizations, which erasures stand outside of.
 */
export async function sweepErasures({
  db,
  tasks,
  now,
}: {
  readonly db: Database;
  readonly tasks: TaskQueue;
  readonly now: Date;
}): Promise<number> {
  const due = erasureCollection(db.firestore).where('nextAt', '<=', now).orderBy('nextAt').limit(perSweep);
  const found = await db.query(due);
  for (const { id } of found) await tasks.enqueueErasure({ erasureId: id });
  return found.length;
}
