import { jobHash } from './job-hash.ts';

/**
 * Parts into which the indexes of due jobs and of leases are split. An index on an instant grows at one end, and Firestore
 * takes some 500 writes a second there: 10 parts take 5,000, where a queue of Cloud Tasks starts 500 runs a second and
 * each run writes its lease three times. One query asks for all by `in`, which takes 30 in the cloud and 10 in the
 * Firestore that runs without emulators.
 *
 * A document keeps the shard it was given, so the number may grow; a smaller one would lose those beyond it.
 */
export const shardCount = 10;

/** All shards, as a query asks for them. */
export const allShards: readonly number[] = Array.from({ length: shardCount }, (_, shard) => shard);

/** The shard of a job and of its runs: the same for ever, and even over jobs, whatever their ids are like. */
export const shardOf = (orgId: string, jobId: string): number => jobHash('shard', orgId, jobId) % shardCount;
