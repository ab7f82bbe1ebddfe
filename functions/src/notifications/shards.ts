export { allShards, shardCount, shardOf } from '../firestore/shards.ts';
