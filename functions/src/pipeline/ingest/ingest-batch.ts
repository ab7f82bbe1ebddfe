import { DomainError, type FieldProblem } from '../../contracts/errors.ts';
import { type IngestResponse, problemsListedMax } from '../../contracts/ingest.ts';
import type { Ctx } from '../../firestore/context.ts';
import type { NormalisedBatch, SeriesBatch } from '../normalise/batch.ts';
import { analysisDelayMs, type TouchedSpan } from '../store/analysis-schedule.ts';
import { instanceState } from '../store/instance.ts';
import { writePoints } from '../store/write-points.ts';

/** Series that one analysis task works through. */
const seriesPerTask = 20;

/** Stores what can be stored of a batch and says what cannot, point by point. Analysis is not yet asked for. */
export async function storeBatch(ctx: Ctx, batch: NormalisedBatch): Promise<IngestResponse> {
  if (batch.series.length === 0 && batch.rejected > 0) throw allRejected(batch);
  const entries = await writePoints(ctx, batch.series);
  const metrics = batch.series.map(({ metricId, key, labels, points }) => ({
    metricId,
    key,
    labels,
    accepted: points.size,
    created: entries.get(metricId)?.created ?? false,
  }));
  return {
    accepted: metrics.reduce((total, { accepted }) => total + accepted, 0),
    rejected: batch.rejected,
    duplicates: batch.duplicates,
    metrics,
    ...listed(batch.problems),
  };
}

/**
 * Stores a batch and asks for the analysis of each series that it touched, unless one is on its way already.
 *
 * The points are stored when this returns. When the queue does not take a task this fails as `unavailable`; sending
 * the same batch again changes nothing about the points and asks again.
 */
export async function ingestBatch(ctx: Ctx, batch: NormalisedBatch): Promise<IngestResponse> {
  const response = await storeBatch(ctx, batch);
  await askForAnalysis(ctx, batch.series.map(touchedSpan));
  return response;
}

async function askForAnalysis(ctx: Ctx, touched: readonly TouchedSpan[]): Promise<void> {
  const { analyses } = instanceState(ctx.db.firestore, ctx.orgId);
  const now = Date.now();
  const notBefore = now + analysisDelayMs;
  const asked = analyses.notYetAsked(touched, now);
  for (let start = 0; start < asked.length; start += seriesPerTask) {
    const series = asked.slice(start, start + seriesPerTask);
    await ctx.tasks.enqueueAnalysis({ orgId: ctx.orgId, notBefore, series }).catch((cause: unknown) => {
      throw new DomainError(
        'unavailable',
        'TASK_QUEUE_UNAVAILABLE',
        'the points are stored, but their analysis could not be queued: send the same batch again',
        { retryAfterSeconds: 10, cause },
      );
    });
    analyses.asked(series, notBefore);
  }
}

/** The series and the span of instants that a batch brought to it. */
export function touchedSpan({ metricId, points }: SeriesBatch): TouchedSpan {
  let from = Number.POSITIVE_INFINITY;
  let to = Number.NEGATIVE_INFINITY;
  for (const at of points.keys()) {
    from = Math.min(from, at);
    to = Math.max(to, at);
  }
  return { metricId, from, to };
}

function allRejected({ problems, rejected }: NormalisedBatch): DomainError {
  const { errors, errorsOmitted } = listed(problems);
  return new DomainError(
    'invalid-argument',
    'ALL_POINTS_REJECTED',
    `none of the ${rejected} points can be stored`,
    {
      fields: errors,
      extensions: { accepted: 0, rejected, errorsOmitted },
    },
  );
}

function listed(problems: readonly FieldProblem[]): { errors: FieldProblem[]; errorsOmitted: number } {
  return {
    errors: problems.slice(0, problemsListedMax),
    errorsOmitted: Math.max(0, problems.length - problemsListedMax),
  };
}
