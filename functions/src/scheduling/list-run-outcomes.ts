import { notFound } from '../contracts/errors.ts';
import type { OutcomeQuery, SeriesOutcome } from '../contracts/forecast-run.ts';
import type { Page } from '../contracts/pagination.ts';
import { batchCollection, runCollection } from '../firestore/collections.ts';
import type { Ctx } from '../firestore/context.ts';
import { encodePageToken } from '../firestore/page-token.ts';
import { requirePermission } from '../operator/rbac/require-permission.ts';
import { jobReference } from './job-document.ts';
import { batchesPerPage, seriesPerBatch } from './limits.ts';
import { batchesFor, type OutcomePosition, positionIn, readPosition } from './outcome-position.ts';

export interface ListRunOutcomesCall {
  readonly ctx: Ctx;
  readonly input: OutcomeQuery & { readonly jobId: string; readonly runId: string };
}

/** Some outcomes that follow each other, and the position of the first. */
interface Stretch {
  readonly begin: OutcomePosition;
  readonly outcomes: readonly SeriesOutcome[];
}

/**
 * The outcomes of a run of the caller's organization, or not-found. They stand in the document of the run, or in those of
 * its batches; then a page looks into `batchesPerPage` of them at the most and holds what it found there: one read for
 * the run, one for each of them, and one to know whether there are more.
 *
 * While a run goes on, outcomes come in. None comes twice over the pages of a list; those of a batch that is done only
 * after a page went past its place are in the next list.
 */
export async function listRunOutcomes({ ctx, input }: ListRunOutcomesCall): Promise<Page<SeriesOutcome>> {
  requirePermission(ctx, 'forecast-jobs:read');
  const { id: jobId } = jobReference(ctx, input.jobId);
  const { runId, pageToken } = input;
  if (runId === '' || runId.includes('/')) throw notFound('forecast run', runId);
  const run = (await ctx.db.get(runCollection(ctx.db.firestore, ctx.orgId, jobId).doc(runId))).data();
  if (run === undefined) throw notFound('forecast run', runId);
  const inBatches = run.progress !== null;
  const from = pageToken === undefined ? null : readPosition(pageToken, input, inBatches);
  if (!inBatches)
    return pageFrom([{ begin: { batch: null, at: 0 }, outcomes: run.outcomes }], null, from, input);
  const batches = batchesFor(batchCollection(ctx.db.firestore, ctx.orgId, jobId, runId), input, from);
  const most = batchesToLookInto(input);
  const found = (await ctx.db.query(batches.limit(most + 1))).map((snapshot) => {
    const batch = snapshot.data();
    return { begin: positionIn(snapshot.id, batch, input), outcomes: batch.outcomes };
  });
  return pageFrom(found.slice(0, most), found[most]?.begin ?? null, from, input);
}

/** Batches that a page looks into: all that it may where few outcomes may fit, else as many as fill it. */
const batchesToLookInto = ({ outcome, reason, pageSize }: OutcomeQuery): number =>
  reason !== undefined || outcome === 'skipped' || outcome === 'failed'
    ? batchesPerPage
    : Math.ceil(pageSize / seriesPerBatch) + 1;

/** The first outcomes that fit, from a position in the first stretch on; `rest` is where those begin that were not read. */
function pageFrom(
  stretches: readonly Stretch[],
  rest: OutcomePosition | null,
  from: OutcomePosition | null,
  query: OutcomeQuery,
): Page<SeriesOutcome> {
  const items: SeriesOutcome[] = [];
  for (const { begin, outcomes } of stretches) {
    const first = from !== null && from.batch?.id === begin.batch?.id ? from.at : 0;
    for (const [at, outcome] of outcomes.entries()) {
      if (at < first || !fits(outcome, query)) continue;
      if (items.length === query.pageSize) return { items, nextPageToken: encodePageToken({ ...begin, at }) };
      items.push(outcome);
    }
  }
  return { items, nextPageToken: rest === null ? null : encodePageToken(rest) };
}

const fits = (series: SeriesOutcome, { outcome, reason, metricId }: OutcomeQuery): boolean =>
  (outcome === undefined || series.outcome === outcome) &&
  (reason === undefined || series.reason === reason) &&
  (metricId === undefined || series.metricId === metricId);
