import type { Query } from 'firebase-admin/firestore';
import type { Alert, AlertQuery } from '../../contracts/alert.ts';
import type { Page } from '../../contracts/pagination.ts';
import { collection } from '../../firestore/collections.ts';
import type { Ctx } from '../../firestore/context.ts';
import { readPage } from '../../firestore/pages.ts';
import { requirePermission } from '../../operator/rbac/require-permission.ts';
import type { AlertResponse } from './get-alert.ts';

const filters = ['state', 'open', 'ruleId', 'jobId', 'metricId'] as const;

/**
 * The alerts of the organization, newest first. Query: equality on any of `state`, `open`, `ruleId`, `jobId` and
 * `metricId`, in order of `startedAt`; Firestore joins one index for each filter.
 */
export async function listAlerts({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: AlertQuery;
}): Promise<Page<AlertResponse>> {
  requirePermission(ctx, 'alerts:read');
  let query: Query<Alert> = collection(ctx.db.firestore, ctx.orgId, 'alerts');
  for (const field of filters) {
    if (input[field] !== undefined) query = query.where(field, '==', input[field]);
  }
  const order = { field: 'startedAt', direction: 'desc' } as const;
  const { items, nextPageToken } = await readPage(ctx.db, query, order, input);
  return { items: items.map((one) => ({ alertId: one.id, ...one.data() })), nextPageToken };
}
