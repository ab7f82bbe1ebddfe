import { jobHash } from './job-hash.ts';

/**
 * Parts into which the indexes of due jobs and of leases are split. An index on an instant grows at one end, and Firestore
 * takes some 500 writes a second there: 16 parts take 8,000. Below 30, which is what one query may ask for by `in`.
 *
 * A document keeps the shard it was given, so the number may grow; a smaller one would lose those beyond it.
 */
export const shardCount = 16;

/** All shards, as a query asks for them. */
export const allShards: readonly number[] = Array.from({ length: shardCount }, (_, shard) => shard);

/** The shard of a job and of its runs: the same for ever, and even over jobs, whatever their ids are like. */
export const shardOf = (orgId: string, jobId: string): number => jobHash('shard', orgId, jobId) % shardCount;
