import type { AnalysisState } from '../../../contracts/anomaly.ts';
import type { AnomalyBackfill, BackfillProgress } from '../../../contracts/anomaly-backfill.ts';
import { detectorVersion, type GateState } from '../../../detection/index.ts';
import type { Ctx } from '../../../firestore/context.ts';
import { earliestMs } from '../../normalise/instant.ts';
import { type PointsRead, readPoints } from '../../store/read-points.ts';
import { type BatchDetection, detectBatch } from '../detect-batch.ts';
import { anomalyIdOf } from '../episode-documents.ts';
import { resolutionOf } from '../summarise.ts';
import { writeAnomalies } from '../write-anomalies.ts';
import { adoptState } from './adopt-state.ts';
import { knownAnomalies, lostAnomalies, type Span, supersedeAnomalies } from './known-anomalies.ts';
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
 * Doing the same part twice writes the same documents. Reads: the chunks, and the anomalies that are known of the part;
 * at the end of the series the detector's live state.
 */
export async function advanceSeries(
  ctx: Ctx,
  asked: Asked,
  { metricId, metric }: NamedMetric,
  before: BackfillProgress | null,
  limits: SliceLimits,
): Promise<SeriesPart> {
  const end = ctx.now.getTime() + aheadMs;
  const range = { from: asked.from?.getTime() ?? earliestMs, to: Math.min(asked.to?.getTime() ?? end, end) };
  const from = before?.nextFrom.getTime() ?? earliestMs;
  const behind = from >= range.to;
  const to = behind ? end : range.to;
  const read = await readPoints(ctx, metricId, { from, to, chunksMax: behind ? 1 : limits.chunksPerPart });
  const found = detectBatch(
    before?.analysis ?? undefined,
    read.points,
    metric.resolution ?? resolutionOf(read.instants),
  );
  const seen = spanOf(before, read);
  const anomalies = await keepAnomalies(ctx, asked, { metricId, metric }, { found, range, seen });
  const reading = { ...read, cut: read.completeTo < to, more: read.completeTo < end };
  const progress = progressAfter(ctx.now, metricId, before, reading, found);
  const points = read.points.length;
  if (reading.more && ((reading.cut && !behind) || isOpenWithin(found, range)))
    return { progress, points, anomalies };
  const adopted = asked.to === null && !asked.reportOnly ? await adoptState(ctx, progress) : 'not-asked';
  const catchUp = adopted === 'overtaken' || (adopted === 'behind' && points > 0);
  return { progress: catchUp ? progress : null, points, anomalies };
}

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

interface Findings {
  readonly found: BatchDetection;
  readonly range: Span;
  readonly seen: Span;
}

async function keepAnomalies(
  ctx: Ctx,
  { reportOnly }: Asked,
  { metricId, metric }: NamedMetric,
  { found, range, seen }: Findings,
): Promise<AnomalyBackfill['anomalies']> {
  const episodes = new Map([...found.episodes].filter(([startAt]) => isWithin(startAt, range)));
  const judged = { from: Math.max(range.from, seen.from), to: Math.min(range.to, seen.to) };
  const known = await knownAnomalies(ctx, metricId, judged);
  const starts = [...episodes.keys()].filter((startAt) => isWithin(startAt, judged));
  const ids = starts.map((startAt) => anomalyIdOf(metricId, startAt));
  const lost = lostAnomalies(known, new Set(ids));
  if (!reportOnly) {
    await writeAnomalies(ctx, metricId, metric, { ...found, episodes });
    await supersedeAnomalies(ctx, lost);
  }
  const fresh = ids.filter((id) => known.get(id)?.supersededAt !== null).length;
  return { found: ids.length, fresh, superseded: lost.length };
}

const isWithin = (at: number, { from, to }: Span): boolean => at >= from && at < to;

/** Whether an episode that began in the range may still go on. */
function isOpenWithin({ gate }: BatchDetection, range: Span): boolean {
  // Written by `serialise` of this very version a moment ago.
  const { episode } = JSON.parse(gate) as GateState;
  return episode !== null && isWithin(episode.startAt, range);
}

function progressAfter(
  now: Date,
  metricId: string,
  before: BackfillProgress | null,
  read: Reading,
  found: BatchDetection,
): BackfillProgress {
  const known = before?.lastEpisodeAt?.getTime() ?? Number.NEGATIVE_INFINITY;
  const starts = [...found.episodes.keys()].filter((startAt) => startAt > known);
  const last = starts.at(-1);
  return {
    metricId,
    nextFrom: new Date(nextFrom(before, read)),
    analysis: stateAfter(now, before?.analysis ?? null, read, found),
    episodes: (before?.episodes ?? 0) + starts.length,
    lastEpisodeAt: last === undefined ? (before?.lastEpisodeAt ?? null) : new Date(last),
    watching: read.points.length === 0 ? (before?.watching ?? false) : found.watching,
  };
}

/** Where the next part begins: behind what was read, and at the end of all behind the last point, as more may come. */
function nextFrom(before: BackfillProgress | null, { points, completeTo, more }: Reading): number {
  if (more) return completeTo;
  const last = points.at(-1)?.at;
  return last === undefined ? (before?.nextFrom.getTime() ?? earliestMs) : last + 1;
}

function stateAfter(
  now: Date,
  before: AnalysisState | null,
  { points, pointsByChunk }: PointsRead,
  found: BatchDetection,
): AnalysisState | null {
  const [first, last] = [points[0], points.at(-1)];
  if (first === undefined || last === undefined) return before;
  return {
    detectorVersion,
    detector: found.detector,
    gate: found.gate,
    processedFrom: before?.processedFrom ?? new Date(first.at),
    processedThrough: new Date(last.at),
    pointsByChunk: { ...before?.pointsByChunk, ...Object.fromEntries(pointsByChunk) },
    updatedAt: now,
  };
}
