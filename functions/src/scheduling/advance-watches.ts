import type { Firestore, Query } from 'firebase-admin/firestore';
import { watchShards } from '../contracts/alert-rule-watch.ts';
import { organizationOf } from '../firestore/paths.ts';
import { DisabledOrganizations } from '../operator/rbac/is-disabled.ts';
import { systemContext } from '../operator/rbac/system-context.ts';
import { checkWatch } from '../pipeline/alert/watch/check-watch.ts';
import { putOff } from './put-off.ts';
import { type DispatchInput, type SweepLimits, type SweepResult, sweepPages } from './sweep.ts';

/** Rules of all organizations that are looked at at once, and in one tick. */
const limitsOfWatches: SweepLimits = { atOnce: 20, perSweep: 1_000 };

const shards = Array.from({ length: watchShards }, (_, shard) => shard);

/** What a tick asks: rules of all organizations that are to be looked at for silence, longest due first. */
export function dueWatches(firestore: Firestore, now: Date): Query {
  return firestore
    .collectionGroup('alert_rule_watches')
    .where('shard', 'in', shards)
    .where('nextCheckAt', '<=', now)
    .orderBy('nextCheckAt');
}

/**
 * Looks for series that have fallen silent, for the rules of all organizations whose check is due: absence and no data need
 * time to pass, and no data to come. Costs one read when no check is due. A rule that fails is the next tick's, and keeps
 * no other from its turn. `done` counts the rules for which series were found silent. In a disabled organization no data can
 * come: its rules are looked at an hour later.
 */
export async function advanceWatches({
  db,
  tasks,
  now,
  limits = limitsOfWatches,
}: Pick<DispatchInput, 'db' | 'tasks' | 'now' | 'limits'>): Promise<SweepResult> {
  const disabled = new DisabledOrganizations(db);
  return sweepPages(db, dueWatches(db.firestore, now), limits, async (watch) => {
    const orgId = organizationOf(watch.ref.path);
    if (orgId === undefined) return false;
    if (await disabled.has(orgId)) {
      await putOff(db, watch, 'nextCheckAt', now);
      return false;
    }
    const ctx = systemContext({ orgId, name: 'advanceWatches', now, db, tasks });
    return (await checkWatch(ctx, watch.id)) > 0;
  });
}
