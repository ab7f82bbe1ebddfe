import type { Firestore, Query } from 'firebase-admin/firestore';
import { silenceStates } from '../contracts/silence.ts';
import { organizationOf } from '../firestore/paths.ts';
import { systemContext } from '../operator/rbac/system-context.ts';
import { settleSilence } from '../pipeline/alert/silences/settle-silence.ts';
import { type DispatchInput, type SweepLimits, type SweepResult, sweepPages } from './sweep.ts';

/** Silences of all organizations at once, and those of one tick: each may touch every open alert of its organization. */
const silenceLimits: SweepLimits = { atOnce: 10, perSweep: 500 };

/** What a tick asks: silences of all organizations that have begun or ended, longest due first. */
export function dueSilences(firestore: Firestore, now: Date): Query {
  return firestore
    .collectionGroup('silences')
    .where('state', 'in', silenceStates)
    .where('nextChangeAt', '<=', now)
    .orderBy('nextChangeAt');
}

/**
 * Begins and ends the silences of all organizations whose time has come, and goes on with those that were left half done.
 * Costs one read when there is nothing to do. A silence that fails is the next tick's, and keeps no other from its turn.
 */
export async function advanceSilences({
  db,
  tasks,
  now,
  limits = silenceLimits,
}: Pick<DispatchInput, 'db' | 'tasks' | 'now' | 'limits'>): Promise<SweepResult> {
  return sweepPages(db, dueSilences(db.firestore, now), limits, async ({ id, ref }) => {
    const orgId = organizationOf(ref.path);
    if (orgId === undefined) return false;
    const ctx = systemContext({ orgId, name: 'advanceSilences', now, db, tasks });
    await settleSilence(ctx, id);
    return true;
  });
}
