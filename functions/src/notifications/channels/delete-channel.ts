import { notFound } from '../../contracts/errors.ts';
import { collection } from '../../firestore/collections.ts';
import type { Ctx } from '../../firestore/context.ts';
import { recordAudit } from '../../operator/audit/record-audit.ts';
import { requirePermission } from '../../operator/rbac/require-permission.ts';
import { paceDocuments } from '../deliveries/pace.ts';
import { removeSecrets } from './keep-secret.ts';
import { beingDeleted } from './require-kept.ts';

/**
 * Deletes a channel with its secrets. It is disabled first, so that nothing is sent meanwhile, and goes last, so that a
 * call which is cut short can be repeated; the audit log has it from the first of these steps on. Rules and policies may go on naming it: what they tell is withheld.
 */
export async function deleteChannel({
  ctx,
  input: { channelId },
}: {
  ctx: Ctx;
  input: { channelId: string };
}): Promise<void> {
  requirePermission(ctx, 'notification-channels:write');
  const reference = collection(ctx.db.firestore, ctx.orgId, 'notification_channels').doc(channelId);
  await ctx.db.transaction(async (transaction) => {
    const before = (await transaction.get(reference)).data();
    if (before === undefined) throw notFound('notification channel', channelId);
    transaction.update(reference, { enabled: false, disabledReason: beingDeleted, updatedAt: ctx.now });
    const change = { type: 'notification-channel', id: channelId, before, after: null };
    recordAudit(ctx, transaction, { verb: 'delete', ...change });
  });
  await removeSecrets(ctx, channelId);
  await ctx.db.commit((writer) => {
    for (const pace of paceDocuments(ctx.db.firestore, ctx.orgId, channelId)) writer.delete(pace);
    writer.delete(reference);
  });
}
