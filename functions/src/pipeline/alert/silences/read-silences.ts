import type { KnownSilence } from '../../../alerting/silences/apply-silences.ts';
import { collection } from '../../../firestore/collections.ts';
import type { Ctx } from '../../../firestore/context.ts';
import type { MeteredTransaction } from '../../../firestore/database.ts';

/**
 * Silences that are about to begin are read along, so that one which begins while this transaction is under way either
 * waits for it, and finds the alert, or makes it run again, and is found.
 */
const lookAheadMs = 2 * 60_000;

/**
 * The silences of the organization that may hold now, read in a transaction, however late the tick is that begins and ends
 * them. Query: `window.startsAt` up to soon, which none has that is over.
 */
export async function readSilences(
  ctx: Ctx,
  transaction: MeteredTransaction,
): Promise<readonly KnownSilence[]> {
  const soon = new Date(ctx.now.getTime() + lookAheadMs);
  const found = await transaction.query(
    collection(ctx.db.firestore, ctx.orgId, 'silences').where('window.startsAt', '<=', soon),
  );
  return found.map((document) => ({ silenceId: document.id, silence: document.data() }));
}
