import type { ChunkSpan, Layout } from '../../contracts/metric.ts';
import { type ChunkBounds, chunkAt, finerSpan } from './layout.ts';

/**
 * Points in one chunk past which a series is laid out finer. At 30 bytes a point a chunk of this many is 150 KB: far
 * below Firestore's 1 MiB, and cheap to read whole.
 */
export const chunkPointsMax = 5_000;

/** Points on their way into one chunk document. */
export interface ChunkPart {
  readonly metricId: string;
  readonly layout: Layout;
  readonly bounds: ChunkBounds;
  readonly points: ReadonlyMap<number, number>;
}

/** Splits the points of a series by the chunks that hold them. */
export function splitIntoChunks(
  metricId: string,
  layout: Layout,
  points: ReadonlyMap<number, number>,
): ChunkPart[] {
  const parts = new Map<string, { bounds: ChunkBounds; points: Map<number, number> }>();
  let current: { bounds: ChunkBounds; points: Map<number, number> } | undefined;
  for (const [at, value] of points) {
    if (current === undefined || at < current.bounds.startAt || at >= current.bounds.endAt) {
      const bounds = chunkAt(layout.span, at);
      current = parts.get(bounds.id) ?? { bounds, points: new Map() };
      parts.set(bounds.id, current);
    }
    current.points.set(at, value);
  }
  return [...parts.values()].map((part) => ({ metricId, layout, ...part }));
}

/** The longest span, no longer than `span`, at which none of the chunks that `points` fall into overflows by them alone. */
export function spanThatHolds(span: ChunkSpan, points: ReadonlyMap<number, number>): ChunkSpan {
  let candidate = span;
  while (candidate !== 'second' && fullestChunk(candidate, points) > chunkPointsMax)
    candidate = finerSpan(candidate);
  return candidate;
}

function fullestChunk(span: ChunkSpan, points: ReadonlyMap<number, number>): number {
  if (points.size <= chunkPointsMax) return points.size;
  return Math.max(...splitIntoChunks('', { span, generation: 1 }, points).map((part) => part.points.size));
}
