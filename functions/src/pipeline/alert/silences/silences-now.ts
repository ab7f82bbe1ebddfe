import { windowAt } from '../../../alerting/silences/silence-window.ts';
import type { Silence, SilenceWindow } from '../../../contracts/silence.ts';
import { collection } from '../../../firestore/collections.ts';
import type { Ctx } from '../../../firestore/context.ts';
import type { MeteredTransaction } from '../../../firestore/database.ts';

/** A silence, and the window in which it holds now; null where it does not. */
export interface SilenceNow {
  readonly silenceId: string;
  readonly silence: Silence;
  readonly window: SilenceWindow | null;
}

/**
 * Silences that are about to begin are read along, so that one which begins while this transaction is under way either
 * waits for it, and finds the alert, or makes it run again, and is found.
 */
const lookAheadMs = 2 * 60_000;

/**
 * The silences of the organization that hold now, or did until just now, read in a transaction. It goes by their times, so
 * that one holds from its first instant to its last, however late the tick comes that begins and ends it; and by their
 * state, since time may have moved on while the transaction waited. Query: `window.startsAt` up to soon, which none has
 * that is over.
 */
export async function silencesNow(ctx: Ctx, transaction: MeteredTransaction): Promise<readonly SilenceNow[]> {
  const soon = new Date(ctx.now.getTime() + lookAheadMs);
  const found = await transaction.query(
    collection(ctx.db.firestore, ctx.orgId, 'silences').where('window.startsAt', '<=', soon),
  );
  return found.map((document) => {
    const silence = document.data();
    return { silenceId: document.id, silence, window: openWindow(silence, ctx.now) };
  });
}

function openWindow(silence: Silence, now: Date): SilenceWindow | null {
  const begun = silence.state === 'active' && silence.window !== null && silence.window.endsAt > now;
  const window = begun ? silence.window : windowAt(silence, now);
  return window !== null && (begun || window.startsAt <= now) ? window : null;
}
