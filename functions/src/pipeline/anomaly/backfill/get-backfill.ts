import { notFound } from '../../../contracts/errors.ts';
import { collection } from '../../../firestore/collections.ts';
import type { Ctx } from '../../../firestore/context.ts';
import { requirePermission } from '../../../operator/rbac/require-permission.ts';
import type { BackfillResponse } from './start-backfill.ts';

/** One backfill of the organization. Throws `not-found` for any other. */
export async function getBackfill({
  ctx,
  input: { backfillId },
}: {
  ctx: Ctx;
  input: { backfillId: string };
}): Promise<BackfillResponse> {
  requirePermission(ctx, 'anomalies:read');
  const ref = collection(ctx.db.firestore, ctx.orgId, 'anomaly_backfills').doc(backfillId);
  const backfill = (await ctx.db.get(ref)).data();
  if (backfill === undefined) throw notFound('anomaly backfill', backfillId);
  return { backfillId, ...backfill };
}
