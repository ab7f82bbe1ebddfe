import type { IngestResponse } from '../../contracts/ingest.ts';
import type { Ctx } from '../../firestore/context.ts';
import { metricRefusal } from '../../operator/rbac/metric-access.ts';
import { requirePermission } from '../../operator/rbac/require-permission.ts';
import { normaliseJson } from '../normalise/from-json.ts';
import { ingestBatch } from './ingest-batch.ts';

/** Stores a JSON batch: `points` that name their series, or `series` with their points below. */
export async function ingestJson({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: { body: unknown };
}): Promise<IngestResponse> {
  requirePermission(ctx, 'metrics:write');
  return ingestBatch(ctx, normaliseJson(input.body, ctx.now, metricRefusal(ctx)));
}
