import type { AuditEntryResponse, ExportAuditLogQuery } from '../../contracts/audit-log.ts';
import type { Page } from '../../contracts/pagination.ts';
import type { Ctx } from '../../firestore/context.ts';
import { readPage } from '../../firestore/pages.ts';
import { requirePermission } from '../rbac/require-permission.ts';
import { auditEntryResponse, auditLogQuery } from './audit-log-query.ts';

/**
 * One page of the audit log to be kept elsewhere, oldest first, so that an export goes on where the last one ended.
 *
 * Pages, not one stream: a stream that fails half-way has answered 200 already, and cannot go on. What a page takes in memory
 * is bounded by the size of an entry.
 */
export async function exportAuditLog({
  ctx,
  input: { from, to, ...page },
}: {
  ctx: Ctx;
  input: ExportAuditLogQuery;
}): Promise<Page<AuditEntryResponse>> {
  requirePermission(ctx, 'audit-log:read');
  const order = { field: 'at', direction: 'asc' } as const;
  const { items, nextPageToken } = await readPage(ctx.db, auditLogQuery(ctx, { from, to }), order, page);
  return { items: items.map((one) => auditEntryResponse(one.id, one.data())), nextPageToken };
}
