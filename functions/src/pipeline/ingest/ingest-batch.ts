import { DomainError, type FieldProblem } from '../../contracts/errors.ts';
import { type IngestResponse, problemsListedMax } from '../../contracts/ingest.ts';
import type { Ctx } from '../../firestore/context.ts';
import type { NormalisedBatch, SeriesBatch } from '../normalise/batch.ts';
import { analysisDelayMs, type TouchedSpan } from '../store/analysis-schedule.ts';
import { instanceState } from '../store/instance.ts';
import { writePoints } from '../store/write-points.ts';
import { allRefused, type Refusal, refusedPoints, refusedProblems } from './refusal.ts';
import { withinQuota } from './within-quota.ts';

/** Series that one analysis task works through. */
const seriesPerTask = 20;

/** What was stored of a batch, and the answer that says so. */
export interface StoredBatch {
  readonly series: readonly SeriesBatch[];
  readonly response: IngestResponse;
}

/**
 * Stores what can be stored of a batch, and what its limits have room for, and says what is refused, point by point. Analysis
 * is not yet asked for.
 *
 * @throws {DomainError} where nothing is stored: `invalid-argument` (ALL_POINTS_REJECTED), or `resource-exhausted` by the first
 *   limit that refused (QUOTA_EXCEEDED, SERIES_LIMIT_REACHED, CARDINALITY_LIMIT_REACHED).
 */
export async function storeBatch(ctx: Ctx, batch: NormalisedBatch): Promise<StoredBatch> {
  if (batch.series.length === 0 && batch.rejected > 0) throw allRejected(batch);
  const { series, refusals, entries } = await storeWithinLimits(ctx, batch.series);
  const said = saidOf(batch, refusals);
  const [first, ...others] = refusals;
  if (series.length === 0 && first !== undefined) {
    const { errors, ...counts } = said;
    throw allRefused([first, ...others], { accepted: 0, ...counts }, errors);
  }
  const metrics = series.map(({ metricId, key, labels, points }) => ({
    metricId,
    key,
    labels,
    accepted: points.size,
    created: entries.get(metricId)?.created ?? false,
  }));
  const accepted = metrics.reduce((total, one) => total + one.accepted, 0);
  return { series, response: { accepted, duplicates: batch.duplicates, metrics, ...said } };
}

/** Writes the points that the quota of the day and the limits of series have room for. */
async function storeWithinLimits(ctx: Ctx, asked: readonly SeriesBatch[]) {
  const quota = await withinQuota(ctx, asked);
  const taken = pointsOf(quota.series);
  const { entries, refused } = await writePoints(ctx, quota.series).catch((error: unknown) => {
    ctx.usage?.giveBack({ points: taken });
    throw error;
  });
  const tooMany = quota.series.flatMap((series): Refusal[] => {
    const refusal = refused.get(series.metricId);
    return refusal === undefined ? [] : [{ ...refusal, series }];
  });
  if (tooMany.length > 0) ctx.usage?.giveBack({ points: refusedPoints(tooMany) });
  const series =
    tooMany.length === 0 ? quota.series : quota.series.filter(({ metricId }) => entries.has(metricId));
  return { series, entries, refusals: [...quota.refused, ...tooMany] };
}

const pointsOf = (series: readonly SeriesBatch[]): number =>
  series.reduce((sum, { points }) => sum + points.size, 0);

/**
 * Stores a batch and asks for the analysis of each series that it touched, unless one is on its way already.
 *
 * The points are stored when this returns. When the queue does not take a task this fails as `unavailable`; sending
 * the same batch again changes nothing about the points and asks again.
 */
export async function ingestBatch(ctx: Ctx, batch: NormalisedBatch): Promise<IngestResponse> {
  const { series, response } = await storeBatch(ctx, batch);
  await askForAnalysis(ctx, series.map(touchedSpan));
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

/** What is said of the points that were not stored. */
function saidOf({ problems, rejected }: NormalisedBatch, refusals: readonly Refusal[]) {
  const refused = refusedPoints(refusals);
  const { errors } = listed(problems);
  const all = [...errors, ...refusedProblems(refusals, problemsListedMax - errors.length)];
  return {
    rejected: rejected + refused,
    errors: all,
    errorsOmitted: problems.length + refused - all.length,
  };
}

function listed(problems: readonly FieldProblem[]): { errors: FieldProblem[]; errorsOmitted: number } {
  return {
    errors: problems.slice(0, problemsListedMax),
    errorsOmitted: Math.max(0, problems.length - problemsListedMax),
  };
}
