import type { AnomalyBackfill, BackfillProgress } from '../../../contracts/anomaly-backfill.ts';
import { readDetectionSettings } from '../../../contracts/detection-settings.ts';
import type { Ctx } from '../../../firestore/context.ts';
import { earliestMs } from '../../normalise/instant.ts';
import { type PointsRead, readPoints } from '../../store/read-points.ts';
import { adoptState } from './adopt-state.ts';
import { detectPart, type PartDetection } from './detect-part.ts';
import { keepAnomalies } from './keep-anomalies.ts';
import { isWithin, type Span } from './known-anomalies.ts';
import { aheadMs, type SliceLimits } from './limits.ts';
import type { NamedMetric } from './next-metric.ts';

/** What a part of a series came to. `progress` is null once the series is done. */
export interface SeriesPart {
  readonly progress: BackfillProgress | null;
  readonly points: number;
  readonly anomalies: AnomalyBackfill['anomalies'];
}

type Asked = Pick<AnomalyBackfill, 'from' | 'to' | 'reportOnly'>;

/**
 * Carries the detector on over the next part of a series and writes the anomalies of the range that is asked for. It
 * always begins at the first point, so that the same anomalies are found whatever the range; and it goes on behind the
 * range until an anomaly that began in it has ended. Rules are not asked: nobody is alerted of history.
 *
 * Doing the same part twice writes the same documents. Reads: the chunks, forecasts that reach the points (at most 24), and
 * the anomalies that are known of the part; at the end of the series the detector's live state.
 */
export async function advanceSeries(
  ctx: Ctx,
  asked: Asked,
  series: NamedMetric,
  before: BackfillProgress | null,
  limits: SliceLimits,
): Promise<SeriesPart> {
  if (!readDetectionSettings(series.metric.detectionSettings).settings.enabled) return switchedOff;
  const end = ctx.now.getTime() + aheadMs;
  const range = { from: asked.from?.getTime() ?? earliestMs, to: Math.min(asked.to?.getTime() ?? end, end) };
  const from = before?.nextFrom.getTime() ?? earliestMs;
  const behind = from >= range.to;
  const to = behind ? end : range.to;
  const chunksMax = behind ? 1 : limits.chunksPerPart;
  const read = await readPoints(ctx, series.metricId, { from, to, chunksMax });
  const detected = await detectPart(ctx, series, before?.analysis ?? null, read);
  const findings = { found: detected.found, range, seen: spanOf(before, read) };
  const anomalies = await keepAnomalies(ctx, series, findings, asked.reportOnly);
  const reading = { ...read, cut: read.completeTo < to, more: read.completeTo < end };
  const progress = progressAfter(series.metricId, before, reading, detected);
  const points = read.points.length;
  const goesOn = detected.openSince !== null && isWithin(detected.openSince, range);
  if (reading.more && ((reading.cut && !behind) || goesOn)) return { progress, points, anomalies };
  const adopted = asked.to === null && !asked.reportOnly ? await adoptState(ctx, progress) : 'not-asked';
  const catchUp = adopted === 'overtaken' || (adopted === 'behind' && points > 0);
  return { progress: catchUp ? progress : null, points, anomalies };
}

/** A series without detection has no anomalies to find, nor to lose. */
const switchedOff: SeriesPart = {
  progress: null,
  points: 0,
  anomalies: { found: 0, fresh: 0, superseded: 0 },
};

/** Points that were read, whether chunks of the range are left, and whether there may be any at all behind. */
interface Reading extends PointsRead {
  readonly cut: boolean;
  readonly more: boolean;
}

/** From after the last point that the detector saw before to the last that it has seen now. */
function spanOf(before: BackfillProgress | null, { points }: PointsRead): Span {
  const through = before?.analysis?.processedThrough.getTime();
  const last = points.at(-1)?.at ?? through ?? earliestMs;
  return { from: through === undefined ? earliestMs : through + 1, to: last + 1 };
}

function progressAfter(
  metricId: string,
  before: BackfillProgress | null,
  reading: Reading,
  { found, after }: PartDetection,
): BackfillProgress {
  const known = before?.lastEpisodeAt?.getTime() ?? Number.NEGATIVE_INFINITY;
  const starts = [...found.episodes.keys()].filter((startAt) => startAt > known);
  const last = starts.at(-1);
  return {
    metricId,
    nextFrom: new Date(nextFrom(before, reading)),
    analysis: after,
    episodes: (before?.episodes ?? 0) + starts.length,
    lastEpisodeAt: last === undefined ? (before?.lastEpisodeAt ?? null) : new Date(last),
    watching: reading.points.length === 0 ? (before?.watching ?? false) : found.status === 'watching',
  };
}

/** Where the next part begins: behind what was read, and at the end of all behind the last point, as more may come. */
function nextFrom(before: BackfillProgress | null, { points, completeTo, more }: Reading): number {
  if (more) return completeTo;
  const last = points.at(-1)?.at;
  return last === undefined ? (before?.nextFrom.getTime() ?? earliestMs) : last + 1;
}
