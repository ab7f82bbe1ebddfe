import type { z } from 'zod';
import type { DetectRequest, detectResponseSchema } from '../../contracts/anomaly.ts';
import { noDrillDown } from '../../contracts/contribution.ts';
import { type DetectionSettings, readDetectionSettings } from '../../contracts/detection-settings.ts';
import { DomainError } from '../../contracts/errors.ts';
import type { Metric } from '../../contracts/metric.ts';
import {
  describeLowered,
  detectorVersion,
  detectSeries,
  type Episode,
  hearSeries,
  type Lesson,
  type Observation,
} from '../../detection/index.ts';
import type { Ctx } from '../../firestore/context.ts';
import { requirePermission } from '../../operator/rbac/require-permission.ts';
import { instantOrThrow } from '../normalise/instant-or-throw.ts';
import { inlineObservations } from '../normalise/observations.ts';
import { loadMetric, namedMetricId } from '../store/get-metric.ts';
import { readPoints } from '../store/read-points.ts';
import { drillDownEpisodes, worthDrilling } from './drill-down/drill-down-episodes.ts';
import { describeEpisode } from './episode-documents.ts';
import { lessonsOf } from './lessons.ts';
import { loadOutlooks } from './outlook/load-outlooks.ts';
import { detectorOptions } from './settings.ts';

export type DetectResponse = z.infer<typeof detectResponseSchema>;

/** Chunk documents that one request reads at the most. */
const chunksMax = 200;
const pointsMax = 100_000;
const aheadMs = 2 * 86_400_000;

/**
 * Answers `POST /v1/anomalies`: runs the detector over a stored series, with its settings, the forecasts that were made of
 * it and the lessons of its labels, or over points sent along; keeps nothing. What the request says goes before the settings.
 */
export async function detectFromRequest({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: DetectRequest;
}): Promise<DetectResponse> {
  requirePermission(ctx, 'anomalies:read');
  const subject = await pointsOf(ctx, input);
  const { metricId, points, resolution, settings, lessons } = subject;
  const { sensitivity = settings.sensitivity, seasonLengths = settings.seasonLengths } = input;
  const options = detectorOptions({ sensitivity, seasonLengths, timeZone: settings.timeZone }, resolution);
  const { detections } = detectSeries(points, options);
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
    anomalies: await describeAll(
      ctx,
      subject,
      heard.flatMap(({ episode, loweredBy }) => (loweredBy === null ? episode : [])),
      input.explain === true,
    ),
    lowered: heard.flatMap(({ episode, loweredBy }) => {
      if (loweredBy === null) return [];
      const explanation = describeLowered(loweredBy, episode.explanation);
      return { ...describeEpisode(episode), explanation, loweredBy: loweredBy.anomalyId };
    }),
    ...(input.includeScores ? { scores } : {}),
  };
}

interface Subject {
  /** Null where the points were sent along. */
  readonly metricId: string | null;
  readonly metric: Metric | null;
  readonly points: readonly Observation[];
  readonly resolution: Metric['resolution'];
  readonly settings: DetectionSettings;
  readonly lessons: readonly Lesson[];
}

/** The episodes in words, with what their siblings did where that is asked for. */
async function describeAll(
  ctx: Ctx,
  { metricId, metric, points, resolution }: Subject,
  episodes: readonly Episode[],
  explain: boolean,
): Promise<DetectResponse['anomalies']> {
  if (!explain || metricId === null || metric === null) return episodes.map(describeEpisode);
  const firstAt = metric.firstPointAt?.getTime() ?? points[0]?.at ?? 0;
  const series = { metricId, metric, resolution, firstAt };
  const found = await drillDownEpisodes(ctx, series, worthDrilling(episodes));
  return episodes.map((episode) => ({
    ...describeEpisode(episode),
    ...(found.get(episode.startAt) ?? noDrillDown),
  }));
}

async function pointsOf(ctx: Ctx, input: DetectRequest): Promise<Subject> {
  if (input.points !== undefined) {
    const observations = inlineObservations(input.points, input.timestampUnit ?? 'auto', ctx.now);
    const points = observations.sort((a, b) => a.at - b.at);
    const { settings } = readDetectionSettings(null);
    return { metricId: null, metric: null, points, resolution: null, settings, lessons: [] };
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
  const { resolution } = metric;
  const { observations } = await loadOutlooks(ctx, { metricId, metric, resolution, points, history: true });
  const { settings } = readDetectionSettings(metric.detectionSettings);
  return { metricId, metric, points: observations, resolution, settings, lessons: lessonsOf(metric) };
}
