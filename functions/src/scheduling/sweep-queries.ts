import type { Firestore, Query } from 'firebase-admin/firestore';
import { allShards } from './planner/shard-of.ts';
import { unversionedHashes } from './spec-hash.ts';

/** What a sweep asks, over all organizations. */
export interface SweepQueries {
  /** Oldest first. */
  readonly dueJobs: Query;
  /** Longest expired first. */
  readonly expiredRuns: Query;
  /** Jobs reconciled before there were shards, due or not, in the order of their hashes: which is none. */
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
      .where('status.nextRunAt', '<=', dueBy)
      .orderBy('status.nextRunAt'),
    expiredRuns: firestore
      .collectionGroup('runs')
      .where('shard', 'in', allShards)
      .where('leaseExpiresAt', '<=', now)
      .orderBy('leaseExpiresAt'),
    jobsOfBefore: firestore
      .collectionGroup('forecast_jobs')
      .where('status.observedSpecHash', '>=', unversionedHashes.from)
      .where('status.observedSpecHash', '<', unversionedHashes.to)
      .orderBy('status.observedSpecHash'),
  };
}
