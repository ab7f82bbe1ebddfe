import type { AnalysisState } from '../../../contracts/anomaly.ts';
import { detectorVersion, type GateState } from '../../../detection/index.ts';
import type { PointsRead } from '../../store/read-points.ts';
import { type BatchDetection, detectBatch } from '../detect-batch.ts';
import { lessonsOf } from '../lessons.ts';
import { resolutionOf } from '../summarise.ts';
import type { NamedMetric } from './next-metric.ts';

/** What the detector makes of a part of a series. */
export interface PartDetection {
  readonly found: BatchDetection;
  /** The state to go on with; null before the first point. */
  readonly after: AnalysisState | null;
  /** Start of the episode that may still go on, ms UTC. */
  readonly openSince: number | null;
}

/**
 * Carries the detector on over points that were read, by the code and the settings of live analysis: the one place where
 * a backfill depends on how that is done.
 */
export function detectPart(
  { metric }: NamedMetric,
  before: AnalysisState | null,
  read: PointsRead,
  now: Date,
): PartDetection {
  const resolution = metric.resolution ?? resolutionOf(read.instants);
  const found = detectBatch(before ?? undefined, read.points, resolution, lessonsOf(metric));
  // Written by `serialise` of this very version a moment ago.
  const { episode } = JSON.parse(found.gate) as GateState;
  return { found, after: stateAfter(before, read, found, now), openSince: episode?.startAt ?? null };
}

function stateAfter(
  before: AnalysisState | null,
  { points, pointsByChunk }: PointsRead,
  found: BatchDetection,
  now: Date,
): AnalysisState | null {
  const [first, last] = [points[0], points.at(-1)];
  if (first === undefined || last === undefined) return before;
  return {
    detectorVersion,
    detector: found.detector,
    gate: found.gate,
    feedback: found.feedback,
    processedFrom: before?.processedFrom ?? new Date(first.at),
    processedThrough: new Date(last.at),
    pointsByChunk: { ...before?.pointsByChunk, ...Object.fromEntries(pointsByChunk) },
    updatedAt: now,
  };
}
