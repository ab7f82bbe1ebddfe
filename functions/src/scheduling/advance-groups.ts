import type { Firestore, Query } from 'firebase-admin/firestore';
import { organizationOf } from '../firestore/paths.ts';
import { allShards } from '../firestore/shards.ts';
import { DisabledOrganizations } from '../operator/rbac/is-disabled.ts';
import { putOff } from './put-off.ts';
import { type DispatchInput, type SweepLimits, type SweepResult, sweepPages } from './sweep.ts';

/** Groups handed to the queue at the same time, and in one tick. */
const groupLimits: SweepLimits = { atOnce: 50, perSweep: 5_000 };

/** What a tick asks: groups of all organizations at which it is time to look, longest due first. */
export function dueGroups(firestore: Firestore, now: Date): Query {
  return firestore
    .collectionGroup('notification_groups')
    .where('shard', 'in', allShards)
    .where('nextFlushAt', '<=', now)
    .orderBy('nextFlushAt');
}

/**
 * Has every notification group of all organizations looked at whose time has come: those whose task is far ahead, late or
 * lost. Costs one read when there is none. A group that is looked at twice is told once; one of a disabled organization rests.
 */
export async function advanceGroups({
  db,
  tasks,
  now,
  limits = groupLimits,
}: Pick<DispatchInput, 'db' | 'tasks' | 'now' | 'limits'>): Promise<SweepResult> {
  const disabled = new DisabledOrganizations(db);
  return sweepPages(db, dueGroups(db.firestore, now), limits, async (group) => {
    const orgId = organizationOf(group.ref.path);
    if (orgId === undefined) return false;
    if (await disabled.has(orgId)) {
      await putOff(db, group, 'nextFlushAt', now);
      return false;
    }
    await tasks.enqueueFlush({ orgId, groupId: group.id });
    return true;
  });
}
