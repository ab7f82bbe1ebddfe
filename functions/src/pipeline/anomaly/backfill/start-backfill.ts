import type { z } from 'zod';
import type {
  AnomalyBackfill,
  anomalyBackfillResponseSchema,
  CreateBackfillRequest,
} from '../../../contracts/anomaly-backfill.ts';
import { actorName } from '../../../contracts/context.ts';
import { DomainError } from '../../../contracts/errors.ts';
import { deterministicId, randomId } from '../../../contracts/ids.ts';
import type { SeriesSelector } from '../../../contracts/series-reference.ts';
import { detectorVersion } from '../../../detection/index.ts';
import { collection } from '../../../firestore/collections.ts';
import type { Ctx } from '../../../firestore/context.ts';
import { isFirestoreError } from '../../../firestore/status.ts';
import { recordAudit } from '../../../operator/audit/record-audit.ts';
import { requirePermission } from '../../../operator/rbac/require-permission.ts';
import { instantOrThrow } from '../../normalise/instant-or-throw.ts';
import { loadMetric } from '../../store/get-metric.ts';

export type BackfillResponse = z.infer<typeof anomalyBackfillResponseSchema>;

export interface StartBackfillCall {
  readonly ctx: Ctx;
  readonly input: CreateBackfillRequest & {
    /** The same key names the same backfill, however often it is sent. */
    readonly idempotencyKey?: string | undefined;
  };
}

/**
 * Has the detector run over the stored history of one series, or of all of a key that carry the labels, and answers the
 * document on which it tells how far it is. Two writes, one of them to the audit log, and one read where a series is named by its id.
 */
export async function startBackfill({ ctx, input }: StartBackfillCall): Promise<BackfillResponse> {
  requirePermission(ctx, 'anomalies:write');
  requirePermission(ctx, 'metrics:read');
  const key = input.idempotencyKey;
  const backfillId = key === undefined ? randomId('backfill') : deterministicId('backfill', ctx.orgId, key);
  const backfill = await createOrGet(ctx, backfillId, await plannedBackfill(ctx, input));
  await ctx.tasks.enqueueBackfill({ orgId: ctx.orgId, backfillId, slice: backfill.slices });
  return { backfillId, ...backfill };
}

async function plannedBackfill(ctx: Ctx, input: CreateBackfillRequest): Promise<AnomalyBackfill> {
  const { from, to } = rangeOf(ctx, input);
  const selector = selectorOf(input);
  if ('metricId' in selector) await loadMetric(ctx, selector.metricId);
  return {
    ...{ selector, from, to, reportOnly: input.reportOnly },
    ...{ state: 'pending', message: 'waiting for a worker', detectorVersion },
    series: { done: 0, failed: 0 },
    points: 0,
    anomalies: { found: 0, fresh: 0, superseded: 0 },
    problems: [],
    ...{ current: null, afterMetricId: null, slices: 0, failures: 0 },
    requestedBy: actorName(ctx.actor),
    ...{ createdAt: ctx.now, updatedAt: ctx.now, finishedAt: null },
  };
}

function selectorOf({ metricId, metric, labels }: CreateBackfillRequest): SeriesSelector {
  if (metricId !== undefined) return { metricId };
  if (metric !== undefined) return { metric, labels: labels ?? {} };
  throw invalid('/metric', 'expected "metricId" or "metric"');
}

function rangeOf(ctx: Ctx, input: CreateBackfillRequest): Pick<AnomalyBackfill, 'from' | 'to'> {
  const instant = (value: CreateBackfillRequest['from'], pointer: string): Date | null =>
    value === undefined ? null : new Date(instantOrThrow(value, pointer, ctx.now));
  const [from, to] = [instant(input.from, '/from'), instant(input.to, '/to')];
  if (from !== null && to !== null && from >= to) throw invalid('/to', 'expected an instant after "from"');
  return { from, to };
}

const invalid = (pointer: string, detail: string): DomainError =>
  new DomainError(
    'invalid-argument',
    'VALIDATION_FAILED',
    `the request is not valid: ${pointer}: ${detail}`,
    {
      fields: [{ pointer, detail }],
    },
  );

async function createOrGet(ctx: Ctx, backfillId: string, planned: AnomalyBackfill): Promise<AnomalyBackfill> {
  const ref = collection(ctx.db.firestore, ctx.orgId, 'anomaly_backfills').doc(backfillId);
  try {
    await ctx.db.commit((writer) => {
      writer.create(ref, planned);
      recordAudit(ctx, writer, {
        verb: 'create',
        type: 'anomaly-backfill',
        id: ref.id,
        before: null,
        after: planned,
      });
    });
    return planned;
  } catch (error) {
    if (!isFirestoreError(error, 'alreadyExists')) throw error;
    return (await ctx.db.get(ref)).data() ?? planned;
  }
}
