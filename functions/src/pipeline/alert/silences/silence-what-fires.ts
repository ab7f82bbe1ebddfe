import { applySilences, asksForSilences } from '../../../alerting/silences/apply-silences.ts';
import type { Ctx } from '../../../firestore/context.ts';
import type { MeteredTransaction } from '../../../firestore/database.ts';
import type { AlertChange } from '../alert-changed.ts';
import { readSilences } from './read-silences.ts';

/**
 * Silences at once what comes to fire while a silence holds, and takes alerts out from under silences that are over, where
 * the tick is late and something else changes them first. Reads silences only where there is such a change.
 */
export async function silenceWhatFires<T extends AlertChange>(
  ctx: Ctx,
  transaction: MeteredTransaction,
  changes: readonly T[],
): Promise<readonly T[]> {
  const asks = ({ before, after }: AlertChange) => asksForSilences(before, after, ctx.now);
  if (!changes.some(asks)) return changes;
  const silences = await readSilences(ctx, transaction);
  return changes.map((change) => {
    if (!asks(change)) return change;
    const { alert, transitions } = applySilences(change.after, silences, ctx.now);
    return { ...change, after: alert, transitions: [...change.transitions, ...transitions] };
  });
}
