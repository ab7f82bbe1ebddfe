import { holdsAt } from '../../../alerting/silences/silence-window.ts';
import type { Silence } from '../../../contracts/silence.ts';
import { collection } from '../../../firestore/collections.ts';
import type { Ctx } from '../../../firestore/context.ts';
import type { MeteredTransaction } from '../../../firestore/database.ts';

/** A silence with its id. */
export interface HoldingSilence {
  readonly silenceId: string;
  readonly silence: Silence;
}

/**
 * Silences that are about to begin are read along, so that one which begins while this transaction is under way either
 * waits for it, and finds the alert, or makes it run again, and is found.
 */
const lookAheadMs = 2 * 60_000;

/**
 * The silences of the organization that hold now, read in a transaction. It goes by their times, so that one holds from
 * its first instant on, however late the tick comes that begins it; and by their state, since time may have moved on
 * while the transaction waited. Query: `window.startsAt` up to soon, which none has that is over.
 */
export async function holdingSilences(
  ctx: Ctx,
  transaction: MeteredTransaction,
): Promise<readonly HoldingSilence[]> {
  const soon = new Date(ctx.now.getTime() + lookAheadMs);
  const found = await transaction.query(
    collection(ctx.db.firestore, ctx.orgId, 'silences').where('window.startsAt', '<=', soon),
  );
  return found
    .map((document) => ({ silenceId: document.id, silence: document.data() }))
    .filter(({ silence }) => hasBegun(silence, ctx.now) || holdsAt(silence, ctx.now));
}

const hasBegun = ({ state, window }: Silence, now: Date): boolean =>
  state === 'active' && window !== null && window.endsAt > now;
