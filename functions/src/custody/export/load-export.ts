import { notFound } from '../../contracts/errors.ts';
import type { Export } from '../../contracts/export.ts';
import { collection } from '../../firestore/collections.ts';
import type { Ctx } from '../../firestore/context.ts';

/** An export of the organization. One whose time is over is none any more, whether or not it was removed yet. One read. */
export async function loadExport(ctx: Ctx, exportId: string): Promise<Export> {
  const found = (await ctx.db.get(collection(ctx.db.firestore, ctx.orgId, 'exports').doc(exportId))).data();
  if (found === undefined || (found.expireAt !== null && found.expireAt <= ctx.now))
    throw notFound('export', exportId);
  return found;
}
