import { collection, exportPartCollection } from '../../firestore/collections.ts';
import type { Ctx } from '../../firestore/context.ts';
import { recordAudit } from '../../operator/audit/record-audit.ts';
import { requirePermission } from '../../operator/rbac/require-permission.ts';
import { cancelExport } from './cancel-export.ts';
import { exportResponse } from './export-response.ts';

/** Parts that are deleted in one commit. */
const partsPerCommit = 200;

/**
 * Deletes an export with its files. It is cancelled first, so that nothing is written meanwhile, and its document goes last,
 * so that a call which is cut short can be repeated.
 */
export async function deleteExport({
  ctx,
  input: { exportId },
}: {
  readonly ctx: Ctx;
  readonly input: { readonly exportId: string };
}): Promise<void> {
  requirePermission(ctx, 'exports:write');
  await cancelExport({ ctx, input: { exportId } });
  const first = exportPartCollection(ctx.db.firestore, ctx.orgId, exportId).select().limit(partsPerCommit);
  for (let page = await ctx.db.query(first); page.length > 0; page = await ctx.db.query(first)) {
    const refs = page.map(({ ref }) => ref);
    await ctx.db.commit((writer) => {
      for (const part of refs) writer.delete(part);
    });
  }
  const ref = collection(ctx.db.firestore, ctx.orgId, 'exports').doc(exportId);
  await ctx.db.transaction(async (transaction) => {
    const before = (await transaction.get(ref)).data();
    if (before === undefined) return;
    transaction.delete(ref);
    const was = exportResponse(exportId, before);
    recordAudit(ctx, transaction, { verb: 'delete', type: 'export', id: exportId, before: was, after: null });
  });
}
