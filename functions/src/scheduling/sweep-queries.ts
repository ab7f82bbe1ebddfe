import type { Firestore, Query } from 'firebase-admin/firestore';
import { allShards } from './planner/shard-of.ts';
import { takenBefore } from './planner/turns.ts';
import { earlierHashes } from './spec-hash.ts';

/** What a sweep asks, over all organizations. */
export interface SweepQueries {
  /** Oldest first; of one instant, the first turn of each organization, then the second. */
  readonly dueJobs: Query;
  /** Longest expired first. */
  readonly expiredRuns: Query;
  /** Jobs reconciled in an earlier form, due or not, in the order of their hashes: which is none. */
  readonly jobsOfBefore: Query;
}

/** The queries of a sweep at `now` for jobs due by `dueBy`; each answers with one read when it finds nothing. */
export function sweepQueries(
  firestore: Firestore,
  { now, dueBy }: { readonly now: Date; readonly dueBy: Date },
): SweepQueries {
  return {
    dueJobs: firestore
      .collectionGroup('forecast_jobs')
      .where('status.shard', 'in', allShards)
      .where('status.dueAt', '<', takenBefore(dueBy))
      .orderBy('status.dueAt'),
    expiredRuns: firestore
      .collectionGroup('runs')
      .where('shard', 'in', allShards)
      .where('leaseExpiresAt', '<=', now)
      .orderBy('leaseExpiresAt'),
    jobsOfBefore: firestore
      .collectionGroup('forecast_jobs')
      .where('status.observedSpecHash', '>=', earlierHashes.from)
      .where('status.observedSpecHash', '<', earlierHashes.to)
      .orderBy('status.observedSpecHash'),
  };
}
