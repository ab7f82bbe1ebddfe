import { notFound } from '../../contracts/errors.ts';
import type { Export, ExportResponse } from '../../contracts/export.ts';
import { collection } from '../../firestore/collections.ts';
import type { Ctx } from '../../firestore/context.ts';
import { recordAudit } from '../../operator/audit/record-audit.ts';
import { requirePermission } from '../../operator/rbac/require-permission.ts';
import { exportResponse } from './export-response.ts';

/** Ends an export that is under way; what it has written so far stays until it is deleted. One that has ended stays as it is. */
export async function cancelExport({
  ctx,
  input: { exportId },
}: {
  readonly ctx: Ctx;
  readonly input: { readonly exportId: string };
}): Promise<ExportResponse> {
  requirePermission(ctx, 'exports:write');
  const ref = collection(ctx.db.firestore, ctx.orgId, 'exports').doc(exportId);
  return ctx.db.transaction(async (transaction) => {
    const before = (await transaction.get(ref)).data();
    if (before === undefined) throw notFound('export', exportId);
    if (before.finishedAt !== null) return exportResponse(exportId, before);
    const message = `cancelled: ${before.message}`;
    const ended = { finishedAt: ctx.now, updatedAt: ctx.now, revision: before.revision + 1 };
    const after: Export = { ...before, state: 'cancelled', message, ...ended };
    transaction.set(ref, after);
    const [was, is] = [exportResponse(exportId, before), exportResponse(exportId, after)];
    recordAudit(ctx, transaction, { verb: 'cancel', type: 'export', id: exportId, before: was, after: is });
    return is;
  });
}
