import type { z } from 'zod';
import type { DetectRequest, detectResponseSchema } from '../../contracts/anomaly.ts';
import { DomainError } from '../../contracts/errors.ts';
import {
  describeLowered,
  detectorVersion,
  detectSeries,
  hearSeries,
  type Lesson,
} from '../../detection/index.ts';
import type { Ctx } from '../../firestore/context.ts';
import { requirePermission } from '../../operator/rbac/require-permission.ts';
import { instantOrThrow } from '../normalise/instant-or-throw.ts';
import { inlineObservations } from '../normalise/observations.ts';
import { loadMetric, namedMetricId } from '../store/get-metric.ts';
import { readPoints, type StoredPoint } from '../store/read-points.ts';
import { describeEpisode } from './episode-documents.ts';
import { lessonsOf } from './lessons.ts';

export type DetectResponse = z.infer<typeof detectResponseSchema>;

/** Chunk documents that one request reads at the most. */
const chunksMax = 200;
const pointsMax = 100_000;
const aheadMs = 2 * 86_400_000;

/**
 * Answers `POST /v1/anomalies`: runs the detector over a stored series, heeding the lessons of its labels, or over points
 * sent along; keeps nothing.
 */
export async function detectFromRequest({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: DetectRequest;
}): Promise<DetectResponse> {
  requirePermission(ctx, 'anomalies:read');
  const { metricId, points, lessons } = await pointsOf(ctx, input);
  const { detections } = detectSeries(points, {
    sensitivity: input.sensitivity,
    ...(input.seasonLengths === undefined ? {} : { seasonLengths: input.seasonLengths }),
  });
  const heard = hearSeries(detections, lessons);
  const scores = detections.map(({ at, value, verdict, score, expected, lower, upper }) => ({
    at: new Date(at),
    value,
    verdict,
    score,
    expected,
    lower,
    upper,
  }));
  return {
    metricId,
    detectorVersion,
    pointsSeen: detections.length,
    inconclusive: detections.filter(({ verdict }) => verdict === 'inconclusive').length,
    anomalies: heard.flatMap((one) => (one.loweredBy === null ? describeEpisode(one.episode) : [])),
    lowered: heard.flatMap(({ episode, loweredBy }) => {
      if (loweredBy === null) return [];
      const explanation = describeLowered(loweredBy, episode.explanation);
      return { ...describeEpisode(episode), explanation, loweredBy: loweredBy.anomalyId };
    }),
    ...(input.includeScores ? { scores } : {}),
  };
}

async function pointsOf(
  ctx: Ctx,
  input: DetectRequest,
): Promise<{ metricId: string | null; points: readonly StoredPoint[]; lessons: readonly Lesson[] }> {
  if (input.points !== undefined) {
    const observations = inlineObservations(input.points, input.timestampUnit ?? 'auto', ctx.now);
    return { metricId: null, points: observations.sort((a, b) => a.at - b.at), lessons: [] };
  }
  requirePermission(ctx, 'metrics:read');
  const metricId = namedMetricId(input);
  const metric = await loadMetric(ctx, metricId);
  const from =
    input.from === undefined
      ? (metric.firstPointAt?.getTime() ?? 0)
      : instantOrThrow(input.from, '/from', ctx.now);
  const to = input.to === undefined ? ctx.now.getTime() + aheadMs : instantOrThrow(input.to, '/to', ctx.now);
  const { points, completeTo } = await readPoints(ctx, metricId, { from, to, chunksMax });
  if (completeTo < to || points.length > pointsMax) {
    throw new DomainError(
      'invalid-argument',
      'RANGE_TOO_LARGE',
      'the range holds more points than one request looks at',
      {
        fields: [
          {
            pointer: '/from',
            detail: `expected a range of at most ${pointsMax} points: ask for a part of it`,
          },
        ],
      },
    );
  }
  return { metricId, points, lessons: lessonsOf(metric) };
}
