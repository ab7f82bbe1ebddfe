import { FieldPath, type Query } from 'firebase-admin/firestore';
import { z } from 'zod';
import type { ForecastBatch } from '../contracts/forecast-batch.ts';
import type { OutcomeQuery } from '../contracts/forecast-run.ts';
import { decodePageToken, foreignPageToken } from '../firestore/page-token.ts';

/** Where a page of outcomes begins: at which outcome of which batch, null for a run without any. */
const positionSchema = z.object({
  batch: z
    .object({
      id: z.string().regex(/^batch_\d{5,}$/),
      /** Troubled series of the batch, where batches come by their number. */
      troubled: z.number().int().min(1).nullable(),
    })
    .nullable(),
  at: z.number().int().min(0),
});

export type OutcomePosition = z.infer<typeof positionSchema>;

/** The field that says how many outcomes of the kind asked for a batch has; null where any may be asked for. */
export const countField = ({
  outcome,
  metricId,
}: Pick<OutcomeQuery, 'outcome' | 'metricId'>): 'counts.skipped' | 'counts.failed' | null =>
  metricId !== undefined || outcome === undefined || outcome === 'forecast' ? null : `counts.${outcome}`;

/** The position in a token of this list. */
export function readPosition(token: string, query: OutcomeQuery, inBatches: boolean): OutcomePosition {
  const position = decodePageToken(positionSchema, token);
  if ((position.batch !== null) !== inBatches) throw foreignPageToken();
  const counted = (position.batch?.troubled ?? null) !== null;
  if (counted !== (inBatches && countField(query) !== null)) throw foreignPageToken();
  return position;
}

/**
 * The batches that may hold what is asked for, from a position on; each way is served by the indexes of single fields.
 *
 * | Asked for | Batches |
 * | --- | --- |
 * | one series | that which names it |
 * | skipped or failed series | those that have some, most first: a few of many batches are found at once |
 * | all, or those forecast | those that are done, by id |
 *
 * A batch that is done never changes, so its place in each order stays.
 */
export function batchesFor(
  batches: Query<ForecastBatch>,
  query: OutcomeQuery,
  from: OutcomePosition | null,
): Query<ForecastBatch> {
  const field = countField(query);
  const id = FieldPath.documentId();
  const start = from?.batch ?? null;
  if (field !== null) {
    const ordered = batches.where(field, '>', 0).orderBy(field, 'desc').orderBy(id, 'desc');
    return start === null ? ordered : ordered.startAt(start.troubled, start.id);
  }
  const wanted =
    query.metricId === undefined
      ? batches.where('state', '==', 'done')
      : batches.where('metricIds', 'array-contains', query.metricId);
  const ordered = wanted.orderBy(id);
  return start === null ? ordered : ordered.startAt(start.id);
}

/** Where the outcomes of a batch begin. */
export function positionIn(id: string, { counts }: ForecastBatch, query: OutcomeQuery): OutcomePosition {
  const field = countField(query);
  const troubled = field === null ? null : field === 'counts.failed' ? counts.failed : counts.skipped;
  return { batch: { id, troubled }, at: 0 };
}
