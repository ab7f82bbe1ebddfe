import type { Query } from 'firebase-admin/firestore';
import type { AuditEntry, AuditEntryResponse, AuditLogQuery } from '../../contracts/audit-log.ts';
import { collection } from '../../firestore/collections.ts';
import type { Ctx } from '../../firestore/context.ts';

/** Which entries are asked for: without the parameters of paging. */
export type AuditLogFilter = Partial<Omit<AuditLogQuery, 'pageSize' | 'pageToken'>>;

const equalities = ['actor', 'action', 'resourceType', 'resourceId'] as const;

/**
 * The entries of the caller's organization that a filter leaves. Query: equality on any of `actor`, `action`,
 * `resourceType` and `resourceId`, range of `at`; Firestore joins one index for each equality.
 */
export function auditLogQuery(ctx: Pick<Ctx, 'orgId' | 'db'>, filter: AuditLogFilter): Query<AuditEntry> {
  let query: Query<AuditEntry> = collection(ctx.db.firestore, ctx.orgId, 'audit_log');
  for (const field of equalities) {
    if (filter[field] !== undefined) query = query.where(field, '==', filter[field]);
  }
  if (filter.from !== undefined) query = query.where('at', '>=', filter.from);
  if (filter.to !== undefined) query = query.where('at', '<', filter.to);
  return query;
}

/** An entry as callers see it. */
export const auditEntryResponse = (
  entryId: string,
  { expireAt: _, ...entry }: AuditEntry,
): AuditEntryResponse => ({ entryId, ...entry });
