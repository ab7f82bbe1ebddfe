import type { Query } from 'firebase-admin/firestore';
import type { AlertRule, AlertRuleQuery } from '../../contracts/alert-rule.ts';
import type { Page } from '../../contracts/pagination.ts';
import { collection } from '../../firestore/collections.ts';
import type { Ctx } from '../../firestore/context.ts';
import { readPage } from '../../firestore/pages.ts';
import { requirePermission } from '../../operator/rbac/require-permission.ts';
import type { AlertRuleResponse } from './get-alert-rule.ts';

/** The rules of the organization in order of their ids. Query: optional equality on `enabled`. */
export async function listAlertRules({
  ctx,
  input: { enabled, ...page },
}: {
  ctx: Ctx;
  input: AlertRuleQuery;
}): Promise<Page<AlertRuleResponse>> {
  requirePermission(ctx, 'alert-rules:read');
  let query: Query<AlertRule> = collection(ctx.db.firestore, ctx.orgId, 'alert_rules');
  if (enabled !== undefined) query = query.where('enabled', '==', enabled);
  const { items, nextPageToken } = await readPage(ctx.db, query, { field: null, direction: 'asc' }, page);
  return { items: items.map((one) => ({ ruleId: one.id, ...one.data() })), nextPageToken };
}
