import type { Chunk } from '../../contracts/metric.ts';
import { chunkCollection } from '../../firestore/collections.ts';
import type { Ctx } from '../../firestore/context.ts';

/** A point as it is read: `at` in ms UTC. */
export interface StoredPoint {
  readonly at: number;
  readonly value: number;
}

export interface PointRange {
  /** First instant, ms UTC. */
  readonly from: number;
  /** First instant after the range, ms UTC. */
  readonly to: number;
  /** Read no more than this many chunk documents. */
  readonly chunksMax?: number;
}

export interface PointsRead {
  /** Oldest first; each instant once. */
  readonly points: StoredPoint[];
  /** All points of the chunks that were read, oldest first, those around the range included. */
  readonly around: readonly StoredPoint[];
  /** Their instants. */
  readonly instants: readonly number[];
  /** Everything before this instant was read: `to`, or less where `chunksMax` cut the range short. */
  readonly completeTo: number;
  /** How many points each chunk that was read holds in all; one that stands in two chunks counts for the one that wins. */
  readonly pointsByChunk: ReadonlyMap<string, number>;
}

/**
 * The points of a series in a range: one read for each chunk that overlaps it.
 *
 * Where a change of layout left an instant in two chunks, the later generation wins: it was written last.
 * Query: `time_series where startAt < to and endAt > from order by startAt`.
 */
export async function readPoints(ctx: Ctx, metricId: string, range: PointRange): Promise<PointsRead> {
  const { from, to, chunksMax } = range;
  let query = chunkCollection(ctx.db.firestore, ctx.orgId, metricId)
    .where('startAt', '<', new Date(to))
    .where('endAt', '>', new Date(from))
    .orderBy('startAt')
    .orderBy('endAt');
  if (chunksMax !== undefined) query = query.limit(chunksMax + 1);
  const found = await ctx.db.query(query);
  const cut = chunksMax === undefined ? undefined : found[chunksMax];
  const completeTo = cut === undefined ? to : cut.data().startAt.getTime();
  const chunks = found.slice(0, chunksMax).map((snapshot) => ({ id: snapshot.id, ...snapshot.data() }));
  return { ...merge(chunks, from, completeTo), completeTo };
}

function merge(
  chunks: readonly ({ id: string } & Chunk)[],
  from: number,
  to: number,
): Omit<PointsRead, 'completeTo'> {
  const values = new Map<number, { value: number; chunkId: string }>();
  const byGeneration = [...chunks].sort((a, b) => a.generation - b.generation);
  for (const { id, points } of byGeneration) {
    for (const [key, value] of Object.entries(points)) values.set(Date.parse(key), { value, chunkId: id });
  }
  const pointsByChunk = new Map(chunks.map(({ id }) => [id, 0]));
  const around: StoredPoint[] = [];
  for (const [at, { value, chunkId }] of values) {
    pointsByChunk.set(chunkId, (pointsByChunk.get(chunkId) ?? 0) + 1);
    around.push({ at, value });
  }
  around.sort((a, b) => a.at - b.at);
  const points = around.filter(({ at }) => at >= from && at < to);
  return { points, pointsByChunk, around, instants: around.map(({ at }) => at) };
}
