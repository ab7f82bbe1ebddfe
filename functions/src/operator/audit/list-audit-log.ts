import type { AuditEntryResponse, AuditLogQuery } from '../../contracts/audit-log.ts';
import type { Page } from '../../contracts/pagination.ts';
import type { Ctx } from '../../firestore/context.ts';
import { readPage } from '../../firestore/pages.ts';
import { requirePermission } from '../rbac/require-permission.ts';
import { auditEntryResponse, auditLogQuery } from './audit-log-query.ts';

/** Who did what, newest first: all of it, or of one actor, action, kind of resource or resource, and of a time. */
export async function listAuditLog({
  ctx,
  input: { pageSize, pageToken, ...filter },
}: {
  ctx: Ctx;
  input: AuditLogQuery;
}): Promise<Page<AuditEntryResponse>> {
  requirePermission(ctx, 'audit-log:read');
  const order = { field: 'at', direction: 'desc' } as const;
  const page = { pageSize, pageToken };
  const { items, nextPageToken } = await readPage(ctx.db, auditLogQuery(ctx, filter), order, page);
  return { items: items.map((one) => auditEntryResponse(one.id, one.data())), nextPageToken };
}
