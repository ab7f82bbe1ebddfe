import type { AuditEntryResponse } from '../../contracts/audit-log.ts';
import { notFound } from '../../contracts/errors.ts';
import { collection } from '../../firestore/collections.ts';
import type { Ctx } from '../../firestore/context.ts';
import { requirePermission } from '../rbac/require-permission.ts';
import { auditEntryResponse } from './audit-log-query.ts';

/** One entry of the organization's audit log. Throws `not-found` for any other. */
export async function getAuditEntry({
  ctx,
  input: { entryId },
}: {
  ctx: Ctx;
  input: { entryId: string };
}): Promise<AuditEntryResponse> {
  requirePermission(ctx, 'audit-log:read');
  const entries = collection(ctx.db.firestore, ctx.orgId, 'audit_log');
  const entry = (await ctx.db.get(entries.doc(entryId))).data();
  if (entry === undefined) throw notFound('audit entry', entryId);
  return auditEntryResponse(entryId, entry);
}
