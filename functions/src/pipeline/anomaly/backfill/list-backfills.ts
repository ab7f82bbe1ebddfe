import type { Page, PageQuery } from '../../../contracts/pagination.ts';
import { collection } from '../../../firestore/collections.ts';
import type { Ctx } from '../../../firestore/context.ts';
import { readPage } from '../../../firestore/pages.ts';
import { requirePermission } from '../../../operator/rbac/require-permission.ts';
import type { BackfillResponse } from './start-backfill.ts';

/** Backfills, the latest first. Query: by `createdAt` descending. */
export async function listBackfills({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: PageQuery;
}): Promise<Page<BackfillResponse>> {
  requirePermission(ctx, 'anomalies:read');
  const backfills = collection(ctx.db.firestore, ctx.orgId, 'anomaly_backfills');
  const order = { field: 'createdAt', direction: 'desc' } as const;
  const { items, nextPageToken } = await readPage(ctx.db, backfills, order, input);
  return { items: items.map((one) => ({ backfillId: one.id, ...one.data() })), nextPageToken };
}
