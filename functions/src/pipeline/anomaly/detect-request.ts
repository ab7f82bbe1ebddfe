import type { z } from 'zod';
import type { DetectRequest, detectResponseSchema } from '../../contracts/anomaly.ts';
import { noDrillDown } from '../../contracts/contribution.ts';
import { DomainError } from '../../contracts/errors.ts';
import { detectorVersion, detectSeries, type Episode } from '../../detection/index.ts';
import type { Ctx } from '../../firestore/context.ts';
import { requirePermission } from '../../operator/rbac/require-permission.ts';
import { instantOrThrow } from '../normalise/instant-or-throw.ts';
import { inlineObservations } from '../normalise/observations.ts';
import { loadMetric, namedMetricId } from '../store/get-metric.ts';
import { readPoints, type StoredPoint } from '../store/read-points.ts';
import { drillDownEpisodes, worthDrilling } from './drill-down/drill-down-episodes.ts';
import type { SelectedSeries } from './drill-down/select-siblings.ts';
import { describeEpisode } from './episode-documents.ts';

export type DetectResponse = z.infer<typeof detectResponseSchema>;

/** Chunk documents that one request reads at the most. */
const chunksMax = 200;
const pointsMax = 100_000;
const aheadMs = 2 * 86_400_000;

/** Answers `POST /v1/anomalies`: runs the detector over a stored series or over points sent along; keeps nothing. */
export async function detectFromRequest({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: DetectRequest;
}): Promise<DetectResponse> {
  requirePermission(ctx, 'anomalies:read');
  const series = await pointsOf(ctx, input);
  const { detections, episodes } = detectSeries(series.points, {
    sensitivity: input.sensitivity,
    ...(input.seasonLengths === undefined ? {} : { seasonLengths: input.seasonLengths }),
  });
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
    metricId: series.stored?.metricId ?? null,
    detectorVersion,
    pointsSeen: detections.length,
    inconclusive: detections.filter(({ verdict }) => verdict === 'inconclusive').length,
    anomalies: await describeAll(ctx, series, episodes, input.explain),
    ...(input.includeScores ? { scores } : {}),
  };
}

/** Points to look at, and the series that they are of where it is a stored one. */
interface Series {
  readonly stored: SelectedSeries | null;
  readonly points: readonly StoredPoint[];
}

async function describeAll(
  ctx: Ctx,
  { stored, points }: Series,
  episodes: readonly Episode[],
  explain: boolean,
): Promise<DetectResponse['anomalies']> {
  if (!explain || stored === null) return episodes.map(describeEpisode);
  const { resolution, firstPointAt } = stored.metric;
  const subject = { ...stored, resolution, firstAt: firstPointAt?.getTime() ?? points[0]?.at ?? 0 };
  const found = await drillDownEpisodes(ctx, subject, worthDrilling(episodes));
  return episodes.map((episode) => ({
    ...describeEpisode(episode),
    ...(found.get(episode.startAt) ?? noDrillDown),
  }));
}

async function pointsOf(ctx: Ctx, input: DetectRequest): Promise<Series> {
  if (input.points !== undefined) {
    const observations = inlineObservations(input.points, input.timestampUnit ?? 'auto', ctx.now);
    return { stored: null, points: observations.sort((a, b) => a.at - b.at) };
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
  return { stored: { metricId, metric }, points };
}
