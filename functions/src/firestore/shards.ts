import { createHash } from 'node:crypto';

/**
 * Parts into which the indexes of what is due are split, as those of forecast jobs are: an index on an instant grows at one
 * end, and Firestore takes some 500 writes a second there. One query asks for all of them by `in`, which takes ten values on
 * every Firestore there is. A document keeps the shard that it was given.
 */
export const shardCount = 10;

/** All shards, as a query asks for them. */
export const allShards: readonly number[] = Array.from({ length: shardCount }, (_, shard) => shard);

/** The shard of a document by its id, whatever the id is like. */
export const shardOf = (id: string): number =>
  createHash('sha256').update(id).digest().readUInt32BE(0) % shardCount;
