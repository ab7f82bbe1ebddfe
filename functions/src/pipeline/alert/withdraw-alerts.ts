import { withdraw } from '../../alerting/lifecycle-by-hand.ts';
import { collection } from '../../firestore/collections.ts';
import type { Ctx } from '../../firestore/context.ts';
import { alertChanged } from './alert-changed.ts';

/** Alerts ended in one transaction: two writes each. */
const batchSize = 100;

/**
 * Ends every open alert of a rule that no longer watches, or of a job that is no more, and says why in each timeline.
 * Goes on where an earlier attempt stopped, since what it has ended is no longer open. Query: equality on `ruleId` or
 * `jobId`, and `open`.
 */
export async function withdrawAlerts(
  ctx: Ctx,
  id: string,
  reason: string,
  field: 'ruleId' | 'jobId' = 'ruleId',
): Promise<void> {
  const alerts = collection(ctx.db.firestore, ctx.orgId, 'alerts');
  const open = alerts.where(field, '==', id).where('open', '==', true).limit(batchSize);
  let ended: number;
  do {
    ended = await ctx.db.transaction(async (transaction) => {
      const found = await transaction.query(open);
      const changes = found.map((document) => {
        const before = document.data();
        const { snapshot, transition } = withdraw(before, { at: ctx.now, reason });
        const after = { ...before, ...snapshot, open: false };
        return { alertId: document.id, before, after, transitions: transition === null ? [] : [transition] };
      });
      await alertChanged(ctx, transaction, changes);
      return found.length;
    });
  } while (ended === batchSize);
}
