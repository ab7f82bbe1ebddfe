import type { AnalysisState } from '../../../contracts/anomaly.ts';
import { readDetectionSettings } from '../../../contracts/detection-settings.ts';
import type { GateState } from '../../../detection/index.ts';
import type { Ctx } from '../../../firestore/context.ts';
import type { PointsRead } from '../../store/read-points.ts';
import { type BatchDetection, detectBatch } from '../detect-batch.ts';
import { lessonsOf } from '../lessons.ts';
import { loadOutlooks } from '../outlook/load-outlooks.ts';
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
export async function detectPart(
  ctx: Ctx,
  { metricId, metric }: NamedMetric,
  before: AnalysisState | null,
  read: PointsRead,
): Promise<PartDetection> {
  const resolution = metric.resolution ?? resolutionOf(read.instants);
  const { settings } = readDetectionSettings(metric.detectionSettings);
  const { points } = read;
  const { observations } = await loadOutlooks(ctx, { metricId, metric, resolution, points, history: true });
  const lessons = lessonsOf(metric);
  const found = detectBatch(before ?? undefined, observations, { resolution, settings, lessons });
  // Written by `serialise` of this very version a moment ago.
  const { episode } = JSON.parse(found.gate) as GateState;
  return { found, after: stateAfter(before, read, found, ctx.now), openSince: episode?.startAt ?? null };
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
    detectorVersion: found.detectorVersion,
    detector: found.detector,
    gate: found.gate,
    feedback: found.feedback,
    // Those that it began with: where they change meanwhile, live analysis sees it and replays.
    seasonSettings: before?.seasonSettings ?? found.seasonSettings,
    processedFrom: before?.processedFrom ?? new Date(first.at),
    processedThrough: new Date(last.at),
    pointsByChunk: { ...before?.pointsByChunk, ...Object.fromEntries(pointsByChunk) },
    updatedAt: now,
  };
}
