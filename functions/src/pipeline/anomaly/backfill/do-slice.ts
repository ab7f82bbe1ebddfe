import type { AnomalyBackfill, BackfillProgress } from '../../../contracts/anomaly-backfill.ts';
import type { Ctx } from '../../../firestore/context.ts';
import { advanceSeries, type SeriesPart } from './advance-series.ts';
import type { SliceLimits } from './limits.ts';
import { type NamedMetric, namedMetric, nextMetric } from './next-metric.ts';

/** What a series, or the search for the next one, failed with. */
export interface SliceFailure {
  readonly metricId: string | null;
  readonly error: unknown;
  /** Parts that went well before, in this slice. */
  readonly partsDone: number;
}

/** A backfill as it stands after some parts of series; `progress` where one of them is not done. */
export interface SliceDone {
  readonly backfill: AnomalyBackfill;
  readonly progress: BackfillProgress | null;
  readonly failure?: SliceFailure;
}

/** Advances series by series until the slice is full, no series is left, or something goes wrong. */
export async function doSlice(
  ctx: Ctx,
  before: AnomalyBackfill,
  progressBefore: BackfillProgress | null,
  limits: SliceLimits,
): Promise<SliceDone> {
  let backfill: AnomalyBackfill = { ...before, state: 'running' };
  let progress = progressBefore;
  for (let parts = 0; parts < limits.parts && backfill.points - before.points < limits.points; parts += 1) {
    let metricId = progress?.metricId ?? null;
    try {
      const series = await seriesOf(ctx, backfill, progress);
      if (series === undefined) return { backfill: completed(ctx.now, backfill), progress: null };
      metricId = series.metricId;
      const part = await advanceSeries(ctx, backfill, series, progress, limits);
      backfill = withPart(backfill, series.metricId, part);
      progress = part.progress;
    } catch (error) {
      return { backfill, progress, failure: { metricId, error, partsDone: parts } };
    }
  }
  return { backfill, progress };
}

/** The series that is under way, or the next one. One that was deleted meanwhile gives way. */
async function seriesOf(
  ctx: Ctx,
  { selector, afterMetricId }: AnomalyBackfill,
  progress: BackfillProgress | null,
): Promise<NamedMetric | undefined> {
  if (progress === null) return nextMetric(ctx, selector, afterMetricId);
  return (await namedMetric(ctx, progress.metricId)) ?? (await nextMetric(ctx, selector, progress.metricId));
}

const completed = (now: Date, backfill: AnomalyBackfill): AnomalyBackfill => ({
  ...backfill,
  state: 'completed',
  finishedAt: now,
  current: null,
});

function withPart(backfill: AnomalyBackfill, metricId: string, part: SeriesPart): AnomalyBackfill {
  const { progress, points, anomalies } = part;
  const { found, fresh, superseded } = backfill.anomalies;
  const over = progress === null;
  return {
    ...backfill,
    points: backfill.points + points,
    anomalies: {
      found: found + anomalies.found,
      fresh: fresh + anomalies.fresh,
      superseded: superseded + anomalies.superseded,
    },
    series: { ...backfill.series, done: backfill.series.done + (over ? 1 : 0) },
    current: over ? null : { metricId, processedThrough: progress.analysis?.processedThrough ?? null },
    afterMetricId: over ? metricId : backfill.afterMetricId,
  };
}
