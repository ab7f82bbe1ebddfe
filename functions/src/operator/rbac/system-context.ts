import { randomId } from '../../contracts/ids.ts';
import { permissions } from '../../contracts/permissions.ts';
import type { TaskQueue } from '../../contracts/tasks.ts';
import type { Ctx } from '../../firestore/context.ts';
import type { Database } from '../../firestore/database.ts';

export interface SystemContextInput {
  readonly orgId: string;
  /** Which function acts, for timelines: `dispatchDueJobs`. */
  readonly name: string;
  readonly now: Date;
  readonly db: Database;
  readonly tasks: TaskQueue;
}

/** The context in which triggers, schedules and tasks act for one organization: everything is allowed, nothing else is in reach. */
export function systemContext({ orgId, name, now, db, tasks }: SystemContextInput): Ctx {
  return {
    orgId,
    actor: { type: 'system', id: name },
    permissions: new Set(permissions),
    now,
    requestId: randomId('request'),
    db,
    tasks,
  };
}
