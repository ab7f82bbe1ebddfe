import type { InhibitionRuleResponse } from '../../contracts/inhibition-rule.ts';
import type { Page, PageQuery } from '../../contracts/pagination.ts';
import { collection } from '../../firestore/collections.ts';
import type { Ctx } from '../../firestore/context.ts';
import { readPage } from '../../firestore/pages.ts';
import { requirePermission } from '../../operator/rbac/require-permission.ts';

/** The inhibition rules of the organization in order of their ids. */
export async function listInhibitionRules({
  ctx,
  input: page,
}: {
  ctx: Ctx;
  input: PageQuery;
}): Promise<Page<InhibitionRuleResponse>> {
  requirePermission(ctx, 'notification-policies:read');
  const all = collection(ctx.db.firestore, ctx.orgId, 'inhibition_rules');
  const { items, nextPageToken } = await readPage(ctx.db, all, { field: null, direction: 'asc' }, page);
  return { items: items.map((one) => ({ inhibitionId: one.id, ...one.data() })), nextPageToken };
}
